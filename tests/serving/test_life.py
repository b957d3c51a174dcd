"""The life of a server: long answers, many at once, new builds, its end."""

import concurrent.futures
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from running import serving

import graphkit

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
#: Rows without end from little data.
ROWS = "SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def hundred(tmp_path_factory):
    file = tmp_path_factory.mktemp("hundred") / "hundred.nt"
    file.write_text("".join(f'<http://x/s{n}> <http://x/p> "{"v" * 40}{n}" .\n' for n in range(100)))
    return str(file)


def children(pid):
    """Processes below one."""
    found, waiting = [], [pid]
    while waiting:
        for task in Path(f"/proc/{waiting.pop()}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                below = [int(one) for one in task.read_text().split()]
                found += below
                waiting += below
    return found


def resident(pid):
    """Bytes of memory that a process has of its own."""
    with contextlib.suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


# ---- long answers


def test_a_million_rows_go_out_as_they_are_found(hundred):
    with serving("--data", hundred, "--seconds", "300") as served:  # a busy machine is slow, and that is not asked here
        served.values("SELECT * { ?s ?p ?o } LIMIT 1")
        before = resident(served.process.pid)
        connection = served.connection()
        query = "SELECT ?a ?c { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 1000000"
        connection.request("GET", "/sparql?" + urlencode({"query": query}), headers={"Accept": "text/csv"})
        response = connection.getresponse()
        rows, most, child = 0, 0, 0
        while part := response.read(1024 * 1024):
            rows += part.count(b"\n")
            most = max(most, resident(served.process.pid))
            child = max(child, *(resident(pid) for pid in children(served.process.pid)), 0)
        connection.close()
        assert rows == 1_000_001
        assert most - before < 40 * 1024**2
        assert child < 200 * 1024**2


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--rows", "1000"), "after 1,000 rows"), (("--bytes", "1"), "bytes ("), (("--seconds", "1"), "after 0.5 seconds (")],
)
def test_an_answer_that_is_cut_says_so_or_breaks_off(hundred, words, said):
    with serving("--data", hundred, *words) as served:
        found = served.query(ROWS)
        assert said in found.json["truncated"]
        assert served.query(ROWS, "application/sparql-results+xml").text.endswith(" --></sparql>\n")
        graph = "CONSTRUCT { ?a <http://x/q> ?d } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        # A graph of 10,000 triples, within a second and a megabyte.
        assert ("# truncated: after 1,000 rows" in served.query(graph, "text/turtle").text) is (words[0] == "--rows")
        broken = served.query(ROWS, "text/csv")
        assert not broken.whole or (broken.status == 500 and said in broken.text)
        assert served.query("ASK {}").json["boolean"] is True


def test_what_is_cut_early_is_told_in_a_header_too(hundred):
    with serving("--data", hundred, "--rows", "10") as served:
        answer = served.query(ROWS)
        assert answer.headers["graphkit-truncated"] == answer.json["truncated"] == "after 10 rows"
        assert served.query(ROWS, "text/csv").status == 500


# ---- many at once


def test_beyond_its_turns_a_server_says_when_to_come_again(hundred):
    with (
        serving("--data", hundred, "--at-once", "1", "--seconds", "4") as served,
        concurrent.futures.ThreadPoolExecutor(24) as many,
    ):
        answers = list(many.map(lambda _: served.query(ENDLESS), range(24)))
        assert {answer.status for answer in answers} == {503}
        busy = [answer for answer in answers if answer.headers["retry-after"]]
        assert len(busy) >= 7 and "too many queries" in busy[0].text
        assert any("took longer than 4 seconds" in answer.text for answer in answers)
        assert served.query("ASK {}").status == 200


def test_a_client_that_hangs_up_frees_its_turn(hundred):
    with serving("--data", hundred, "--at-once", "1", "--seconds", "50") as served:
        for query in (ENDLESS, ROWS):
            connection = socket.create_connection(("127.0.0.1", served.port))
            connection.sendall(f"GET /sparql?{urlencode({'query': query})} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(0.5)
            connection.close()
            started = time.monotonic()
            while served.query("ASK {}").status != 200:
                assert time.monotonic() - started < 10


def test_a_child_that_dies_is_told_at_once_while_others_that_began_later_run(hundred):
    with (
        serving("--data", hundred, "--at-once", "2", "--seconds", "30") as served,
        concurrent.futures.ThreadPoolExecutor(2) as many,
    ):
        keeper = children(served.process.pid)[0]

        def begun(number):
            while len(found := children(keeper)) < number:
                time.sleep(0.02)
            return found

        first = many.submit(served.query, ENDLESS)
        (dying,) = begun(1)
        many.submit(served.query, ENDLESS)
        later = set(begun(2)) - {dying}
        started = time.monotonic()
        os.kill(dying, signal.SIGKILL)
        assert first.result().status == 503
        assert time.monotonic() - started < 10
        for pid in later:
            os.kill(pid, signal.SIGKILL)


# ---- new builds


def test_a_new_build_is_taken_up_while_queries_run(store_folder, tmp_path):
    store = str(tmp_path / "store")
    shutil.copytree(store_folder, store)
    count = "SELECT (COUNT(?d) AS ?n) { ?d a gk:Decision ; gk:title ?t }"
    with serving("--store", store) as served:
        stop, statuses, counts = threading.Event(), set(), set()

        def asking():
            while not stop.is_set():
                answer = served.query(count)
                statuses.add(answer.status)
                if answer.status == 200:
                    counts.add(int(answer.json["results"]["bindings"][0]["n"]["value"]))

        threads = [threading.Thread(target=asking) for _ in range(3)]
        for thread in threads:
            thread.start()
        graphkit.build(store=store)
        started = time.monotonic()
        while len(counts) < 2 and time.monotonic() - started < 30:
            time.sleep(0.2)
        stop.set()
        for thread in threads:
            thread.join()
        assert (statuses, counts) == ({200}, {5, 35})
        started = time.monotonic()
        while len(children(served.process.pid)) > 1:  # the old keeper ends with its last query
            assert time.monotonic() - started < 10
            time.sleep(0.2)
        (graphs,) = served.values("SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }")[0]
        assert f"in {graphs} graphs" in served.ask("/").text


def test_an_index_that_was_left_to_its_first_use_is_made(store_folder, tmp_path):
    store = str(tmp_path / "store")
    shutil.copytree(store_folder, store)
    for index in Path(store).glob("builds/*/rdf"):
        shutil.rmtree(index)
    with serving("--store", store) as served:
        assert served.query("ASK { ?f a gk:Flow }").json["boolean"] is True


# ---- its end


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_answer_that_has_begun_is_finished(hundred, number):
    with serving("--data", hundred, "--seconds", "30") as served:
        below = children(served.process.pid)
        connection = served.connection()
        connection.request("GET", "/sparql?" + urlencode({"query": ROWS.replace("?j ?k ?l", "") + " LIMIT 400000"}))
        response = connection.getresponse()
        first = response.read(1000)
        status = []
        ending = threading.Thread(target=lambda: status.append(served.stop(number)))
        ending.start()
        time.sleep(0.5)
        whole = first + response.read()
        ending.join()
        connection.close()
        assert len(json.loads(whole)["results"]["bindings"]) == 400_000
        assert status[0][0] == 0 and "Traceback" not in status[0][1]
        assert not [pid for pid in below if Path(f"/proc/{pid}").exists()]


def test_what_it_had_aside_is_removed(hundred, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with serving("--data", hundred) as served:
        served.query("ASK {}")
        assert list(tmp_path.iterdir())
        served.stop()
    assert not list(tmp_path.iterdir())


# ---- its beginning


def command(*words):
    done = subprocess.run(
        [sys.executable, "-m", "graphkit", "serve", *words], capture_output=True, text=True, timeout=60, check=False
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def test_a_port_in_use_is_told(hundred):
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        status, said = command("--data", hundred, "--port", str(port))
    assert (status, said.splitlines()[0]) == (2, f"graphkit: port {port} of 127.0.0.1 is in use")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--store", "nowhere"), "there is no finished store"),
        (("--data", "nowhere.ttl"), "nowhere.ttl cannot be loaded"),
        (("--data", "data.txt"), "of no form that is known"),
        (("--data", "a.ttl", "--store", "s"), "a store and files at once"),
        (("--allow-origin", "example.org"), "is no origin"),
        (("--token-file", "nowhere"), "nowhere cannot be read"),
        (("--host", "203.0.113.7"), "cannot be served"),
    ],
)
def test_what_cannot_be_served_is_told(words, said):
    status, told = command(*words, "--port", "0")
    assert status == 2 and said in told


def test_a_short_token_is_none(tmp_path):
    (tmp_path / "token").write_text("short\n")
    assert "holds no token" in command("--token-file", str(tmp_path / "token"))[1]


@pytest.mark.parametrize(
    ("ending", "form"),
    [("ttl", "TURTLE"), ("nt", "N_TRIPLES"), ("nq", "N_QUADS"), ("trig", "TRIG"), ("rdf", "RDF_XML"), ("jsonld", "JSON_LD")],
)
def test_files_of_every_form_are_served(tmp_path, ending, form):
    file = tmp_path / f"small.{ending}"
    triple = ox.Triple(ox.NamedNode("http://x/a"), ox.NamedNode("http://x/p"), ox.Literal(ending))
    file.write_bytes(ox.serialize([triple], format=getattr(ox.RdfFormat, form)))
    with serving("--data", str(file)) as served:
        assert served.values("SELECT ?o { ?s ?p ?o }") == [[ending]]


def test_what_help_says_are_the_limits_of_a_server():
    from graphkit.cli.serving import serve
    from graphkit.serving.pool import LIMITS

    told = {parameter.name: parameter.default for parameter in serve.params}
    assert (told["seconds"], told["rows"], told["at_once"]) == (LIMITS.seconds, LIMITS.rows, LIMITS.at_once)
    assert (told["memory"] * 1024**2, told["bytes"] * 1024**2) == (LIMITS.memory, LIMITS.bytes)
