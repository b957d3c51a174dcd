"""Queries that mean harm, and queries that mean none: what ``tests/serving/test_hostile.py`` and ``bench/service.py`` ask.

All are asked of a store that ``bench/generate.py`` made. No attack names a thing of that store: the harm is in its form.
"""

import contextlib
import http.client
import os
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode


class Attack(NamedTuple):
    """A query and what it tries; ``refused``: whether it must not even begin; ``more``: other parameters of the request."""

    about: str
    query: str
    refused: bool = False
    more: tuple[tuple[str, str], ...] = ()


_ALL = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
_NAMES = "?x gk:name ?n . ?y gk:name ?m"


def _doubled(times: int) -> str:
    binds = "".join(f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1}) " for n in range(times))
    return f"SELECT (STRLEN(?s{times}) AS ?n) {{ BIND('0123456789abcdef' AS ?s0) {binds}}}"


def _products() -> Iterator[Attack]:
    yield Attack("a product of everything", f"SELECT * {{ {_ALL} }}")
    yield Attack("the number of a product", f"SELECT (COUNT(*) AS ?n) {{ {_ALL} }}")
    yield Attack("the number of what differs in a product", f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {_ALL} }}")
    yield Attack("what differs in a product", f"SELECT DISTINCT ?a ?e ?i {{ {_ALL} }}")
    yield Attack("a product in order", f"SELECT * {{ {_ALL} }} ORDER BY ?f ?a LIMIT 10")
    yield Attack("a product in an order of reckoned values", f"SELECT * {{ {_NAMES} }} ORDER BY DESC(CONCAT(?n, ?m)) LIMIT 1")
    yield Attack("a large limit behind a larger offset", f"SELECT * {{ {_ALL} }} OFFSET 4000000000 LIMIT 4000000000")
    yield Attack("groups of a product", f"SELECT ?a ?f (COUNT(*) AS ?n) {{ {_ALL} }} GROUP BY ?a ?f HAVING (COUNT(*) > 1000000)")
    yield Attack("a product that nothing passes", f"SELECT * {{ {_ALL} FILTER(CONCAT(STR(?a), STR(?f)) = STR(?i)) }}")
    yield Attack("whether a product has what it cannot have", f"ASK {{ {_ALL} FILTER(?a = 'nobody') }}")
    yield Attack("a graph of a product", f"CONSTRUCT {{ ?a ?e ?i . ?d ?b ?f }} WHERE {{ {_ALL} }}")
    yield Attack("a graph of new blank nodes", f"CONSTRUCT {{ [] ?b [ ?e ?f ] }} WHERE {{ {_ALL} }}")
    yield Attack("everything described", "DESCRIBE * { ?a ?b ?c }")
    yield Attack("a product described", f"DESCRIBE ?a ?d ?g {{ {_ALL} }}")
    yield Attack("optionals of everything", "SELECT * { ?a ?b ?c " + "OPTIONAL { ?d ?e ?f " * 8 + "}" * 8 + "}")
    yield Attack("unions of everything", "SELECT * { " + " UNION ".join("{ ?a ?b ?c . ?d ?e ?f }" for _ in range(90)) + "}")
    yield Attack("what is not in a product", f"SELECT * {{ ?a ?b ?c MINUS {{ {_ALL} }} }}")
    yield Attack("a filter for each row", f"SELECT * {{ ?a ?b ?c FILTER NOT EXISTS {{ {_ALL} FILTER(?i = 'nobody') }} }}")
    yield Attack(
        "queries in queries",
        "SELECT (COUNT(*) AS ?n) { " + "{ SELECT * { ?a ?b ?c . " * 20 + "}}" * 20 + " ?d ?e ?f . ?g ?h ?i }",
    )
    yield Attack(
        "a union of all graphs by graph", "SELECT * { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } GRAPH ?i { ?j ?k ?l } }"
    )


def _paths() -> Iterator[Attack]:
    yield Attack("all paths", "SELECT (COUNT(*) AS ?n) { ?a gk:funds* ?b }")
    yield Attack("all paths over everything", "SELECT * { ?a (!gk:nothing)* ?b }")
    yield Attack("paths there and back", "SELECT (COUNT(*) AS ?n) { ?a (gk:funds|^gk:funds)* ?b . ?b (gk:funds|^gk:funds)* ?c }")
    yield Attack("paths of paths", "SELECT (COUNT(*) AS ?n) { ?a ((gk:funds+)/(gk:funds*))+ ?b }")
    yield Attack("stars in stars", "SELECT (COUNT(*) AS ?n) { ?a ((((((gk:funds|^gk:funds)*)*)*)*)*)* ?b }")
    yield Attack("a chain of hops", "SELECT (COUNT(*) AS ?n) { ?a " + "/".join(["(gk:funds|^gk:funds)"] * 40) + " ?b }")
    yield Attack(
        "hops that may be left out", "SELECT (COUNT(*) AS ?n) { ?a " + "/".join(["(gk:funds|^gk:funds)?"] * 60) + " ?b }"
    )
    yield Attack("a path of 490 alternatives", "SELECT * { ?a (" + "|".join(f"<http://x/{n}>" for n in range(490)) + ")* ?b }")
    yield Attack(
        "a path of 2,000 alternatives", "SELECT * { ?a (" + "|".join(f"<http://x/{n}>" for n in range(2000)) + ")* ?b }", True
    )
    yield Attack("a path that is nowhere", "SELECT * { ?a (<http://x/a>|!<http://x/b>)+ 'nobody' . ?c gk:funds* ?d }")


def _texts() -> Iterator[Attack]:
    yield Attack("a text of all texts", "SELECT (GROUP_CONCAT(STR(?c)) AS ?t) { ?a ?b ?c . ?d ?e ?f }")
    yield Attack(
        "a text of all texts, of the length",
        "SELECT (STRLEN(GROUP_CONCAT(CONCAT(STR(?a), STR(?c), STR(?f)))) AS ?t) { ?a ?b ?c . ?d ?e ?f }",
    )
    many = (
        "SELECT " + " ".join(f"(GROUP_CONCAT(STR(?c); SEPARATOR='{n}') AS ?t{n})" for n in range(40)) + " { ?a ?b ?c . ?d ?e ?f }"
    )
    yield Attack("forty texts of all texts", many)
    yield Attack(
        "different texts of all texts", "SELECT (GROUP_CONCAT(DISTINCT CONCAT(STR(?c), STR(?f))) AS ?t) { ?a ?b ?c . ?d ?e ?f }"
    )
    yield Attack("a text doubled 30 times", _doubled(30))
    yield Attack("a text doubled 60 times", _doubled(60))
    grown = "'aaaaaaaaaaaaaaaa'"
    for _ in range(12):
        grown = f"REPLACE({grown}, 'a', 'aaaaaaaaaaaaaaaa')"
    yield Attack("replacements that grow", f"SELECT (STRLEN({grown}) AS ?n) {{}}")
    whole = "'aaaaaaaaaaaaaaaa'"
    for _ in range(30):
        whole = f"REPLACE({whole}, '(.*)', '$1$1$1$1')"
    yield Attack("replacements of the whole", f"SELECT (STRLEN({whole}) AS ?n) {{}}")
    yield Attack("texts in texts", "SELECT (STRLEN(" + "CONCAT(" * 40 + "'a'" + ", 'a')" * 40 + ") AS ?n) { " + _ALL + " }")
    yield Attack("letters written as signs", "SELECT (STRLEN(" + "ENCODE_FOR_URI(" * 60 + "'%%%%%%%%'" + ")" * 60 + ") AS ?n) {}")
    yield Attack("sums of all", "SELECT (SHA512(GROUP_CONCAT(SHA512(CONCAT(STR(?a), STR(?f))))) AS ?t) { ?a ?b ?c . ?d ?e ?f }")
    yield Attack(
        "new names without end", "SELECT (UUID() AS ?u) (STRUUID() AS ?v) (RAND() AS ?r) (BNODE() AS ?z) { " + _ALL + " }"
    )


def _patterns() -> Iterator[Attack]:
    long = "a" * 30_000
    for pattern in ("(a+)+$", "(a|a)*b", "(a|aa)+$", "(.*)*x", "([a-zA-Z]+)*!", "^(a?){500}a{500}$"):
        yield Attack(f"the pattern {pattern}", f"ASK {{ FILTER REGEX('{long}!', '{pattern}') }}")
    yield Attack("a pattern of a large number", f"ASK {{ FILTER REGEX('{long}', '((a{{1000}}){{1000}}){{1000}}') }}")
    yield Attack(
        "a pattern of letters of all scripts", f"ASK {{ FILTER REGEX('{long}', '(\\\\p{{L}}{{1,1000}}){{1,1000}}', 'i') }}"
    )
    yield Attack("a pattern for each row", "SELECT * { ?a ?b ?c . ?d ?e ?f FILTER REGEX(STR(?c), CONCAT('(', STR(?f), ')*$')) }")
    yield Attack("a pattern of 10,000 brackets", "ASK { FILTER REGEX('a', '" + "(" * 10_000 + "a" + ")" * 10_000 + "') }")
    yield Attack("a replacement at each place", f"SELECT (REPLACE('{long}', '', '{'b' * 20_000}') AS ?t) {{}}")


def _deep() -> Iterator[Attack]:
    yield Attack("2,300 groups", "SELECT * " + "{" * 2300 + "?a ?b ?c" + "}" * 2300, True)
    yield Attack("90 groups", "SELECT * " + "{" * 90 + "?a ?b ?c . ?d ?e ?f" + "}" * 90)
    yield Attack("30,000 groups that do not end", "ASK " + "{" * 30_000, True)
    yield Attack("10,000 negations", "ASK { FILTER(" + "!" * 10_000 + "true) }", True)
    yield Attack("490 negations", "ASK { FILTER(" + "!" * 490 + "true) }")
    yield Attack("a minus before a minus", "SELECT (" + "- " * 5000 + "1 AS ?n) {}", True)
    yield Attack("490 times minus", "SELECT (1" + " - 1" * 490 + " AS ?n) {}")
    yield Attack("a minus in brackets", "SELECT (" + "-(" * 95 + "1" + ")" * 95 + " AS ?n) {}")
    yield Attack("20,000 brackets of an expression", "ASK { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }", True)
    yield Attack("90 brackets of an expression", "ASK { FILTER(" + "(" * 90 + "1" + ")" * 90 + ") }")
    yield Attack("lists in lists", "ASK { ?a ?b " + "(" * 5000 + ")" * 5000 + " }", True)
    yield Attack("blank nodes in blank nodes", "ASK { ?a ?b " + "[ ?p " * 90 + "1" + " ]" * 90 + " }")
    yield Attack("a path in brackets", "ASK { ?a " + "(" * 98 + "gk:funds" + ")*" * 98 + " ?b }")
    yield Attack("inverses of inverses", "ASK { ?a " + "^(" * 95 + "gk:funds" + ")" * 95 + " ?b }")
    yield Attack("a question in a question", "ASK { " + "FILTER NOT EXISTS { ?a ?b ?c " * 60 + "}" * 60 + " }")
    yield Attack("IF in IF", "SELECT (" + "IF(RAND() < 0.5, 1, " * 90 + "1" + ")" * 90 + " AS ?n) {}")
    yield Attack("quoted triples in quoted triples", "ASK { " + "<< " * 4000 + "?a ?b ?c" + " >> ?b ?c" * 4000 + " }", True)
    yield Attack("triple terms without brackets", "ASK { ?a ?b " + "<<( ?a ?b " * 90 + "?c" + " )>>" * 90 + " }")
    yield Attack("paths without operators", "ASK { " + "?a gk:funds ?b . " * 3500 + "}")
    yield Attack("AND by words", "ASK { " + "FILTER(?a IN (?b, ?c)) " * 2500 + "}")
    yield Attack("5,000 NOT IN", "ASK { FILTER(1" + " NOT IN (1)" * 5000 + ") }")
    yield Attack("20,000 semicolons", "ASK { ?a ?b ?c " + ";" * 20_000 + " }")
    yield Attack("OPTIONAL after OPTIONAL", "SELECT * { " + "OPTIONAL { ?a ?b ?c } " * 2800 + "}")
    yield Attack("UNION after UNION", "SELECT * { {} " + "UNION { ?a ?b ?c } " * 3200 + "}")
    yield Attack("MINUS after MINUS", "SELECT * { ?a ?b ?c " + "MINUS { ?a ?b ?c } " * 3300 + "}")
    yield Attack("GRAPH after GRAPH", "SELECT * { " + "GRAPH ?g { ?a ?b ?c } " * 2800 + "}")
    yield Attack("variables without end", "SELECT * { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(2500)) + " }")


def _large() -> Iterator[Attack]:
    yield Attack(
        "a list of 8,000 to look in",
        "SELECT * { ?a ?b ?c . ?d ?e ?f FILTER(?c IN (" + ",".join(str(n) for n in range(8000)) + ")) }",
    )
    yield Attack(
        "60 kB of values", "SELECT * { VALUES ?v { " + " ".join(str(n) for n in range(10_000)) + " } ?a ?b ?c . ?d ?e ?f }"
    )
    rows = " ".join(f"({n} {n})" for n in range(4500))
    yield Attack(
        "products of values",
        f"SELECT (COUNT(*) AS ?n) {{ VALUES (?a ?b) {{ {rows} }} {{ SELECT ?c ?d {{ ?c gk:name ?d }} }} ?e ?f ?g }}",
    )
    yield Attack("a large number", "SELECT (" + "9" * 60_000 + " AS ?n) {}")
    signs = ["1", "1.", "a.", "-", "é", "<", "<a", "?", ":", "a:", "@", "%", "_", "\\u0041", "\\'", "'\\", "'''", '\\"', '\\"""']
    for sign in signs:
        yield Attack(f"60 kB of {sign}", "ASK { " + sign * (60_000 // len(sign.encode())))
        yield Attack(f"60 kB of {sign} in a text", 'ASK { ?a ?b "' + sign * (60_000 // len(sign.encode())))
    yield Attack("powers of numbers", "SELECT (" + "*".join(["9999999999.99"] * 400) + " AS ?n) {}")
    yield Attack("a text of 60 kB", "SELECT ('" + "x" * 60_000 + "' AS ?t) { ?a ?b ?c . ?d ?e ?f }")
    yield Attack("a name of 60 kB", "SELECT ?" + "x" * 60_000 + " { ?a ?b ?c }")
    yield Attack("more than 64 kB", "ASK { ?a ?b '" + "x" * 70_000 + "' }", True)
    yield Attack("a comment of 63 kB", "ASK {} #" + "x" * 63_000)
    yield Attack("zero bytes", "ASK { ?a ?b '" + "\x00" * 1000 + "' }")
    yield Attack("prefixes without end", "".join(f"PREFIX p{n}: <http://x/{n}/> " for n in range(1500)) + "ASK { ?a ?b ?c }")
    yield Attack(
        "groups by everything",
        "SELECT " + " ".join(f"(SUM(?c + {n}) AS ?s{n})" for n in range(400)) + " { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a",
    )


def _outside(place: str) -> Iterator[Attack]:
    """Ways out, to a listening ``place`` such as 127.0.0.1:8000, or into files."""
    url = f"http://{place}/sparql"
    for about, written in (
        ("SERVICE", f"SERVICE <{url}>"),
        ("service in small letters", f"service <{url}>"),
        ("SERVICE SILENT", f"SERVICE SILENT <{url}>"),
        ("SERVICE with an escape", f"\\u0053ERVICE <{url}>"),
        ("SERVICE with a long escape", f"SERV\\U00000049CE <{url}>"),
        ("SERVICE after a comment", f"#\nSERVICE#comment\n<{url}>"),
        ("SERVICE after a comment that an escape would end", f"# \\u000a\nSERVICE <{url}>"),
        ("SERVICE at a prefix", "SERVICE out:sparql"),
        ("SERVICE at a variable", f"VALUES ?x {{ <{url}> }} SERVICE ?x"),
        ("SERVICE between strings", f"?a ?b '\\'' . ?a ?c '''\\''' ''' SERVICE <{url}>"),
        ("SERVICE behind a string that an escape would end", f"?a ?b '\\u0027' . SERVICE <{url}>"),
        ("SERVICE at an IRI with an escape", f"SERVICE <http:\\u002f\\u002f{place}/>"),
    ):
        yield Attack(about, f"PREFIX out: <http://{place}/> SELECT * {{ {written} {{ ?s ?p ?o }} }}", True)
    for graph in ("file:///etc/passwd", url, "ftp://x/", "/etc/passwd", "../../etc/passwd", "file:/proc/self/environ"):
        yield Attack(f"FROM <{graph}>", f"SELECT * FROM <{graph}> {{ ?a ?b ?c }}", True)
        yield Attack(f"FROM NAMED <{graph}>", f"SELECT * FROM NAMED <{graph}> {{ GRAPH ?g {{ ?a ?b ?c }} }}", True)
        yield Attack(f"GRAPH <{graph}>", f"SELECT * {{ GRAPH <{graph}> {{ ?a ?b ?c }} }}")
        yield Attack(f"the default graph {graph}", "SELECT * { ?a ?b ?c }", more=(("default-graph-uri", graph),))
        yield Attack(f"the named graph {graph}", "SELECT * { GRAPH ?g { ?a ?b ?c } }", more=(("named-graph-uri", graph),))
    yield Attack("FR\\u004fM a file", "SELECT * FR\\u004fM <file:///etc/passwd> { ?a ?b ?c }", True)
    yield Attack("FROM a prefix", f"PREFIX out: <http://{place}/> SELECT * FROM out:a {{ ?a ?b ?c }}", True)
    yield Attack("FROM a base", f"BASE <http://{place}/> SELECT * FROM <a> {{ ?a ?b ?c }}", True)
    for update in (
        f"LOAD <{url}>",
        "LOAD <file:///etc/passwd>",
        f"LOAD SILENT <{url}> INTO GRAPH <http://x/>",
        "INSERT DATA { <http://x/> <http://x/> 1 }",
        "DELETE WHERE { ?a ?b ?c }",
        "DELETE { ?a ?b ?c } INSERT { ?c ?b ?a } WHERE { ?a ?b ?c }",
        f"WITH <http://x/> DELETE {{ ?a ?b ?c }} USING <{url}> WHERE {{ ?a ?b ?c }}",
        "CLEAR ALL",
        "DROP ALL",
        "CREATE GRAPH <http://x/>",
        "ADD DEFAULT TO <http://x/>",
        "MOVE DEFAULT TO <http://x/>",
        "COPY DEFAULT TO <http://x/>",
        "PREFIX a: <http://x/> \\u0043LEAR ALL",
        "SELECT * { ?a ?b ?c } ; DROP ALL",
    ):
        yield Attack(update[:30], update, True)


def attacks(place: str) -> list[Attack]:
    """The whole corpus; ``place`` is an address of this machine that listens, and must see nothing."""
    return [*_outside(place), *_deep(), *_patterns(), *_large(), *_texts(), *_paths(), *_products()]


#: What people ask, each answered in some milliseconds on 20,000 flows.
INNOCENT = (
    "SELECT ?n { ?a gk:name ?n } LIMIT 20",
    "ASK { ?a gk:funds ?b }",
    "SELECT ?b ?n { ?a gk:funds ?b . ?b gk:name ?n } LIMIT 50",
    "SELECT ?a (COUNT(?b) AS ?n) { { SELECT ?a { ?a gk:name ?n } LIMIT 10 } ?a gk:funds ?b } GROUP BY ?a ORDER BY DESC(?n)",
    "CONSTRUCT { ?a gk:funds ?b } WHERE { ?a gk:funds ?b } LIMIT 100",
    "SELECT ?n ?m { { SELECT ?a { ?a gk:funds ?x } LIMIT 1 } ?a gk:name ?n ; gk:funds/gk:funds? ?b . ?b gk:name ?m } LIMIT 30",
)


# ---- a siege ----------------------------------------------------------------------------------------------


class Ended(NamedTuple):
    """How a request ended: its status, 0 where the connection broke before one; seconds; whether the answer came whole."""

    asked: Attack
    status: int
    seconds: float
    whole: bool
    text: str


class Siege(NamedTuple):
    """What was seen: each attack's end, seconds of each innocent query, the most bytes resident in one worker."""

    ended: list[Ended]
    innocent: list[Ended]
    resident: int
    worst: str


def ask(port: int, attack: Attack, accept: str = "application/sparql-results+json", patience: float = 60) -> Ended:
    """One request by POST, its answer read to the end and not kept."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
    status, whole, text = 0, False, b""
    with contextlib.closing(connection), contextlib.suppress(http.client.HTTPException, OSError):
        body = urlencode([("query", attack.query), *attack.more]).encode("utf-8", "surrogatepass")
        connection.request("POST", "/sparql", body, {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept})
        response = connection.getresponse()
        status = response.status
        while part := response.read(2**20):
            text = text or part[:400]
        whole = True
    return Ended(attack, status, time.perf_counter() - began, whole, text.decode("utf-8", "replace"))


def below(pid: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    found, waiting = [], [pid]
    while waiting:
        with contextlib.suppress(OSError):  # it may end while it is looked at
            for task in list(Path(f"/proc/{waiting.pop()}/task").iterdir()):
                more = [int(one) for one in (task / "children").read_text().split()]
                found += more
                waiting += more
    return found


def resident(pid: int) -> int:
    """Bytes of memory that a process has in use; 0 where there is none."""
    with contextlib.suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def besiege(port: int, pid: int, attacks: Sequence[Attack], attackers: int, pause: float = 0.02) -> Siege:
    """Ask a server, process ``pid``, all attacks, so many at once, while two threads ask innocent queries all the while."""
    over = threading.Event()
    innocent: list[Ended] = []
    most: tuple[int, str] = (0, "")

    def watch() -> None:
        nonlocal most
        while not over.wait(0.03):
            for one in below(pid):
                if (size := resident(one)) > most[0]:
                    most = (size, " ; ".join(sorted(asked)))

    def people(first: int) -> None:
        number = first
        while not over.wait(pause):
            innocent.append(ask(port, Attack("innocent", INNOCENT[number % len(INNOCENT)])))
            number += 1

    asked: set[str] = set()

    def strike(attack: Attack) -> Ended:
        asked.add(attack.about)
        found = ask(port, attack)
        while found.status == 503 and "too many" in found.text:
            time.sleep(0.2)  # it has not been tried yet
            found = ask(port, attack)
        asked.discard(attack.about)
        return found

    threads = [threading.Thread(target=watch), *(threading.Thread(target=people, args=(n,)) for n in range(2))]
    for thread in threads:
        thread.start()
    try:
        with ThreadPoolExecutor(attackers) as pool:
            ended = list(pool.map(strike, attacks))
    finally:
        over.set()
        for thread in threads:
            thread.join()
    return Siege(ended, innocent, *most)


def percentile(seconds: Sequence[float], part: float) -> float:
    """The value that a part, 0.99 say, of them do not exceed."""
    known = sorted(seconds)
    return known[min(len(known) - 1, int(len(known) * part))]
