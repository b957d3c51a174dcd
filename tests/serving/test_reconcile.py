"""The reconciliation service, as its clients ask it: whom do the names of my list mean?"""

import json
import time
from decimal import Decimal
from urllib.parse import quote, urlencode

import jsonschema
import pytest
import schemas
from running import serving

import graphkit

OPENREFINE = "http://127.0.0.1:3333"
FORM = "application/x-www-form-urlencoded"


def checked(answer, schema):
    """The JSON of an answer, which has to be as the protocol says."""
    assert (answer.status, answer.type) == (200, "application/json"), answer.text
    jsonschema.validate(answer.json, schema)
    return answer.json


def post(served, **form):
    """A form that is sent; what is no text as JSON."""
    texts = {key: value if isinstance(value, str) else json.dumps(value) for key, value in form.items()}
    return served.ask("/reconcile", "POST", urlencode(texts).encode(), Content_Type=FORM)


def candidates(served, query, **more):
    """The candidates of one query."""
    return checked(post(served, queries={"q0": {"query": query, **more}}), schemas.RESULTS)["q0"]["result"]


def refused(answer, status=400):
    """The lines of a refusal."""
    assert (answer.status, answer.type) == (status, "text/plain; charset=utf-8"), answer.text
    return answer.text.splitlines()


# ---- what the service is ----------------------------------------------------------------------------------


def test_the_manifest_is_as_the_protocol_says_and_its_addresses_are_this_server_s(served):
    manifest = checked(served.ask("/reconcile"), schemas.MANIFEST)
    assert manifest["versions"] == ["0.1", "0.2"]
    assert manifest["view"]["url"] == f"{served.root}/id/organisation/{{{{id}}}}"
    assert manifest["identifierSpace"] + "mopac" == "https://w3id.org/graphkit/id/organisation/mopac"


def test_the_manifest_names_the_server_as_it_is_called(served):
    manifest = served.ask("/reconcile", Host=f"localhost:{served.port}").json
    assert manifest["suggest"]["entity"]["service_url"] == f"http://localhost:{served.port}"


def test_every_address_of_the_manifest_answers(served):
    manifest = served.ask("/reconcile").json
    for service in [*manifest["suggest"].values(), manifest["extend"]["propose_properties"]]:
        assert service["service_url"] == served.root
        assert served.ask(f"{service['service_path']}?prefix=a&type=Organisation").status == 200
    for address in (manifest["view"]["url"], manifest["preview"]["url"]):
        assert served.ask(address.removeprefix(served.root).replace("{{id}}", "mopac"), Accept="text/html").status == 200


@pytest.mark.parametrize("id", ["advance+south-london-alliance", "advance%2Bsouth-london-alliance"])
def test_the_page_of_a_joint_group_is_found_however_a_client_writes_its_id(served, id):
    assert served.ask(f"/id/organisation/{id}", Accept="text/html").status == 200
    assert served.ask(f"/reconcile/preview?id={id.replace('+', '%2B')}").status == 200


def test_data_that_are_no_store_have_no_such_service(data):
    assert data.ask("/reconcile").status == 404


# ---- whom names mean --------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_batch_is_answered_under_the_ids_of_its_queries(served, method):
    text = urlencode({"queries": json.dumps({"one": {"query": "WIP"}, "é ü": {"query": "Nobody at all"}})})
    if method == "GET":
        answer = served.ask(f"/reconcile?{text}")
    else:
        answer = served.ask("/reconcile", "POST", text.encode(), Content_Type=f"{FORM}; charset=UTF-8")
    found = checked(answer, schemas.RESULTS)
    assert list(found) == ["one", "é ü"]
    assert [one["id"] for one in found["one"]["result"]] == ["women-in-prison"]
    assert found["é ü"]["result"] == []


def test_an_exact_name_is_a_match_and_says_why(served):
    (found,) = candidates(served, "wip")
    assert (found["match"], found["score"]) == (True, 100)
    assert found["features"] == [{"id": "alias", "value": True}]
    assert found["type"] == [{"id": "Charity", "name": "charity"}, {"id": "Organisation", "name": "Organisation"}]
    assert found["description"] == "charity; also WIP"


@pytest.mark.parametrize("name", ["Women in Prisn", "Prison in Women", "Women in Prison Ltd"])
def test_what_is_only_like_a_name_is_no_match(served, name):
    found = candidates(served, name)
    assert found[0]["id"] == "women-in-prison"
    assert all(one["score"] < 100 and one["match"] is False for one in found)


def test_the_best_candidates_come_first_and_no_more_than_asked_for(served):
    found = candidates(served, "London Borough of", limit=3)
    assert len(found) == 3
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)


@pytest.mark.parametrize("type", ["LocalAuthority", "local authority", ["local-authority"], ["Charity", "LocalAuthority"]])
@pytest.mark.parametrize("strict", ["any", "should"])
def test_a_type_leaves_only_parties_of_that_kind(served, type, strict):
    found = candidates(served, "Lambert", type=type, type_strict=strict)
    assert found[0]["id"] == "lambeth"
    assert {one["type"][0]["name"] for one in found} <= {"local authority", "charity"}


def test_no_party_is_of_two_kinds(served):
    assert candidates(served, "Lambeth", type=["Charity", "LocalAuthority"], type_strict="all") == []


def test_no_particular_type_is_every_kind(served):
    assert candidates(served, "Lambeth", type="Organisation") == candidates(served, "Lambeth", type=None)


def test_a_number_that_agrees_raises_the_score_and_one_that_does_not_forbids_the_match(served):
    def told(name, *numbers):
        found = candidates(served, name, properties=[{"pid": "gss", "v": number} for number in numbers])
        return next(one for one in found if one["id"] == "lambeth")

    assert told("Lambert", "E09000022")["score"] > told("Lambert")["score"]
    wrong = told("Lambeth", "E09000001")
    assert (wrong["match"], wrong["features"][-1]) == (False, {"id": "gss", "value": False})


@pytest.mark.parametrize("value", ["E09000022", ["E09000022"], {"id": "E09000022"}, {"id": "x", "name": "E09000022"}])
def test_values_of_properties_have_every_form_of_the_protocol(served, value):
    found = candidates(served, "Lambert", properties=[{"pid": "gss", "v": value}])[0]
    assert {"id": "gss", "value": True} in found["features"]


@pytest.mark.parametrize("value", [5, 1.5, True, None, "", [], [None, ""]])
def test_a_value_that_says_nothing_here_changes_no_candidates_but_their_evidence(served, value):
    assert candidates(served, "Nobody at all", properties=[{"pid": "area", "v": value}]) == []


def test_an_empty_batch_has_an_empty_answer(served):
    assert checked(post(served, queries={}), schemas.RESULTS) == {}


# ---- what is wrong ----------------------------------------------------------------------------------------


def test_everything_that_is_wrong_is_told_at_once_with_its_place(served):
    queries = {
        "a": {"query": 5, "limit": 0, "typo": 1},
        "b": [],
        "c": {"limit": 2},
        "d": {"query": "x", "type": "Boroughs", "properties": [{"pid": "colour", "v": "red"}, {"v": 1}, 7]},
        "e": {"query": "x" * 501, "type_strict": "never"},
    }
    places = [line.split(": ")[0] for line in refused(post(served, queries=queries))[:-1]]
    assert places == [
        "queries.a.typo",
        "queries.a.query",
        "queries.a.limit",
        "queries.b",
        "queries.c.query",
        "queries.d.type",
        "queries.d.properties[0].pid",
        "queries.d.properties[1].pid",
        "queries.d.properties[2]",
        "queries.e.query",
        "queries.e.type_strict",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1, column 1: this is no JSON"),
        ('{"q0":', "this is no JSON"),
        ("[" * 50_000, "too deep"),
        ('{"q0": {"query": ' + "[" * 50_000, "too deep"),
        ("[]", "queries: an object is wanted"),
        ("5", "queries: an object is wanted"),
        ("null", "queries: an object is wanted, with a query under each of its keys, not null"),
        ('{"q0": {"query": "x"}, "q0": {"query": "y"}}', "'q0' stands twice"),
        ('{"q0": {"query": "x", "limit": NaN}}', "queries.q0.limit: a whole number from 1 is wanted"),
        ('{"q0": {"query": "x", "limit": -Infinity}}', "queries.q0.limit"),
        ('{"q0": {"query": "x", "limit": 1e999}}', "queries.q0.limit"),
        ('{"q0": {"query": "x", "limit": ' + "9" * 10_000 + "}}", "queries.q0.limit"),
        ('{"q0": {"query": "x", "limit": 1.5}}', "queries.q0.limit"),
        ('{"q0": {"query": "x", "limit": true}}', "queries.q0.limit"),
        ('{"q0": {"query": NaN}}', "queries.q0.query: a text is wanted"),
        ('{"q0": {"query": "\\ud800"}}', "queries.q0.query: half a character"),
        ('{"\\ud800": {}}', "queries.'\\ud800'.query: it is missing"),
        ('{"q0": {"query": "x", "properties": [{"pid": "gss", "v": NaN}]}}', "queries.q0.properties[0].v: a text is wanted"),
        ('{"q0": {"query": "x", "properties": [{"pid": "gss", "v": [[1]]}]}}', "queries.q0.properties[0].v"),
        ('{"q0": {"query": "x", "properties": {}}}', "queries.q0.properties: a list is wanted"),
        (json.dumps({"q0": {"query": "x", "properties": [{"pid": "gss", "v": 1}] * 21}}), "queries.q0.properties: 21 items"),
        ('{"q0": {"query": "x", "type": {}, "type_strict": []}}', "queries.q0.type_strict"),
        (json.dumps({f"q{n}": {"query": "x"} for n in range(101)}), "queries: 101 queries, where at most 100"),
        (json.dumps({f"q{n}": 1 for n in range(100)}), "and 80 more"),
        (json.dumps({"q\x1b[31m" + "x" * 99: 1}), r"queries.'q\x1b[31m"),
    ],
)
def test_json_that_is_hostile_is_refused_with_a_plain_reason(served, text, said):
    answer = post(served, queries=text)
    assert said in "\n".join(refused(answer))
    assert len(answer.body) < 4000 and answer.text.replace("\n", "").isprintable()


def test_a_limit_beyond_all_candidates_is_no_fault(served):
    assert len(candidates(served, "London Borough of", limit=10**18)) > 5


@pytest.mark.parametrize(
    ("method", "path", "body", "kind", "status"),
    [
        ("POST", "/reconcile", b"", FORM, 400),
        ("POST", "/reconcile", b"a=b", FORM, 400),
        ("POST", "/reconcile", b"queries=%ff", FORM, 400),
        ("POST", "/reconcile", b"queries=\xff", FORM, 400),
        ("POST", "/reconcile", b"queries={}&queries={}", FORM, 400),
        ("POST", "/reconcile", b"queries={}&extend={}", FORM, 400),
        ("POST", "/reconcile?queries={}", b"queries={}", FORM, 400),
        ("POST", "/reconcile", b"{}", "application/json", 415),
        ("POST", "/reconcile", b"x", "multipart/form-data; boundary=x", 415),
        ("POST", "/reconcile", b"queries=" + b"x" * 300_000, FORM, 413),
        ("POST", "/reconcile", b"&".join(b"a%d=1" % n for n in range(50)), FORM, 400),
        ("GET", "/reconcile?query=x", None, "", 400),
        ("PUT", "/reconcile", b"", FORM, 405),
        ("POST", "/reconcile/preview", b"", FORM, 405),
        ("GET", "/reconcile/preview", None, "", 404),
        ("GET", "/reconcile/preview?id=nobody", None, "", 404),
        ("GET", "/reconcile/preview?id=%00", None, "", 404),
        ("GET", "/reconcile/suggest/entity", None, "", 400),
        ("GET", "/reconcile/suggest/entity?prefix=a&type=Boroughs", None, "", 400),
        ("GET", "/reconcile/suggest/entity?prefix=a&cursor=-1", None, "", 400),
        ("GET", "/reconcile/suggest/entity?prefix=a&cursor=" + "9" * 5000, None, "", 400),
        ("GET", "/reconcile/suggest/type?prefix=" + "a" * 600, None, "", 400),
        ("GET", "/reconcile/properties?type=" + "a" * 600, None, "", 400),
        ("GET", "/reconcile/properties?limit=" + "9" * 5000, None, "", 400),
    ],
)
def test_what_is_no_request_of_the_protocol_is_refused(served, method, path, body, kind, status):
    refused(served.ask(path, method, body, **({"Content_Type": kind} if kind else {})), status)


@pytest.mark.parametrize("path", ["/reconcile", "/reconcile/suggest/entity?prefix=a", "/reconcile/properties?type=x"])
def test_no_script_is_sent_for_pages_of_others(served, path):
    answer = served.ask(f"{path}{'&' if '?' in path else '?'}callback=alert")
    assert "--allow-origin" in refused(answer)[-1]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_names_of_the_longest_kind_are_answered(served):
    queries = {f"q{n}": {"query": ("London Borough of Women in Prison " * 20)[n : n + 500]} for n in range(100)}
    assert len(checked(post(served, queries=queries), schemas.RESULTS)) == 100


# ---- suggestions, previews --------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["wom", "WIP", "prison wom", "Women in Pri"])
def test_a_party_is_suggested_by_the_beginning_of_its_names(served, prefix):
    found = checked(served.ask(f"/reconcile/suggest/entity?prefix={quote(prefix)}"), schemas.SUGGESTIONS)["result"]
    assert "women-in-prison" in {one["id"] for one in found}


def test_suggestions_of_a_kind_are_of_that_kind(served):
    found = served.ask("/reconcile/suggest/entity?prefix=l&type=LocalAuthority").json["result"]
    assert found and {one["notable"][0]["id"] for one in found} == {"LocalAuthority"}


def test_suggestions_go_on_where_the_client_says(served):
    first, rest = (served.ask(f"/reconcile/suggest/entity?prefix=l&cursor={n}").json["result"] for n in (0, 2))
    assert first[2:] == rest[: len(first) - 2]


@pytest.mark.parametrize("prefix", ["", "%00", "(", "%22", "zzzz", "*"])
def test_a_prefix_may_be_any_text(served, prefix):
    assert checked(served.ask(f"/reconcile/suggest/entity?prefix={prefix}"), schemas.SUGGESTIONS) == {"result": []}


def test_kinds_and_properties_are_suggested_by_a_word_of_their_names(served):
    kinds = checked(served.ask("/reconcile/suggest/type?prefix=auth"), schemas.SUGGESTIONS)["result"]
    assert kinds == [{"id": "LocalAuthority", "name": "local authority"}]
    found = checked(served.ask("/reconcile/suggest/property?prefix=appr"), schemas.SUGGESTIONS)["result"]
    assert [one["id"] for one in found] == ["out_approved", "in_approved"]


def test_a_preview_runs_nothing_and_leads_to_the_page(served):
    answer = served.ask("/reconcile/preview?id=women-in-prison")
    assert answer.type == "text/html; charset=utf-8"
    assert 'href="/id/organisation/women-in-prison"' in answer.text and "<script" not in answer.text
    assert "script-src" not in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self';")


def test_nobody_may_frame_a_preview_unless_told(served):
    assert served.ask("/reconcile/preview?id=mopac").headers["content-security-policy"].endswith("frame-ancestors 'none'")


# ---- more about the parties -------------------------------------------------------------------------------


def test_properties_are_proposed_with_names(served):
    found = checked(served.ask("/reconcile/properties?type=Charity"), schemas.PROPOSED)
    assert found["type"] == "Charity"
    assert {"name", "kind", "area", "gss", "in_approved"} <= {one["id"] for one in found["properties"]}
    assert len(served.ask("/reconcile/properties?limit=2").json["properties"]) == 2


def extended(served, ids, *properties):
    asked = {"ids": ids, "properties": [{"id": id, "settings": {}} for id in properties]}
    return checked(post(served, extend=asked), schemas.EXTENSION)


def test_every_property_that_is_proposed_can_be_asked(served):
    ids = [one["id"] for one in served.ask("/reconcile/properties").json["properties"]]
    answer = extended(served, ["mopac", "women-in-prison"], *ids)
    assert [one["id"] for one in answer["meta"]] == ids
    assert all(list(row) == ids for row in answer["rows"].values())


def test_a_list_is_extended_with_what_the_store_says(served):
    answer = extended(served, ["lambeth"], "name", "kind", "aliases", "gss", "area")
    row = answer["rows"]["lambeth"]
    assert (row["name"], row["kind"]) == ([{"str": "London Borough of Lambeth"}], [{"str": "local authority"}])
    assert {"str": "Lambeth Council"} in row["aliases"]
    assert {"id": "lambeth", "name": "London Borough of Lambeth"} in row["area"]
    assert answer["meta"][-1]["type"] == {"id": "Organisation", "name": "Organisation"}


def test_money_that_is_given_is_the_sum_of_the_derived_totals_to_the_penny(served):
    asked = """SELECT ?id ?stage (STR(SUM(?pounds)) AS ?sum) {
    ?total gk:totalFunder ?p ; gk:totalStage ?stage ; gk:totalAmount ?pounds
    BIND(STRAFTER(STR(?p), "organisation/") AS ?id) } GROUP BY ?id ?stage"""
    rows = served.values(asked)
    assert rows
    answer = extended(served, sorted({id for id, _, _ in rows}), *sorted({f"out_{stage}" for _, stage, _ in rows}))["rows"]
    found = {
        (id, name.removeprefix("out_"), one["str"]) for id, row in answer.items() for name, got in row.items() for one in got
    }
    assert found == {tuple(row) for row in rows}


def test_money_that_is_got_is_what_the_named_query_counts(served, store_folder):
    with graphkit.open(store_folder) as graph:
        rows = graph.sparql("top-recipients", {"stage": "approved"}).rows
    known = {row["recipient_id"].rpartition("organisation/")[2]: row["amount"] for row in rows}
    answer = extended(served, list(known), "in_approved")["rows"]
    named = {id: row["in_approved"][0]["str"] for id, row in answer.items() if row["in_approved"]}
    assert named and all(Decimal(value) == known[id] for id, value in named.items())


def test_an_id_that_nobody_has_has_empty_values(served):
    assert extended(served, ["nobody", "x y<>"], "name", "out_approved")["rows"] == {
        id: {"name": [], "out_approved": []} for id in ("nobody", "x y<>")
    }


def test_many_ids_are_extended_at_once(served):
    assert len(extended(served, [f"nobody-{n}" for n in range(999)] + ["mopac"], "name", "in_approved")["rows"]) == 1000


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ([], ["extend"]),
        ({}, ["extend.ids", "extend.properties"]),
        (
            {"ids": [1, "x"], "properties": [{"id": "colour"}, {}, 3]},
            ["ids[0]", "properties[0].id", "properties[1].id", "properties[2]"],
        ),
        ({"ids": ["x"] * 1001, "properties": []}, ["ids"]),
        ({"ids": ["\ud800"], "properties": []}, ["ids[0]"]),
    ],
)
def test_everything_that_is_wrong_with_an_extension_is_told(served, asked, places):
    told = [line.split(": ")[0].removeprefix("extend.") for line in refused(post(served, extend=asked))[:-1]]
    assert told == [place.removeprefix("extend.") for place in places]


# ---- pages of others --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def allowed(store_folder):
    """A server that OpenRefine's page may ask."""
    with serving("--store", store_folder, "--allow-origin", OPENREFINE) as found:
        yield found


@pytest.mark.parametrize("path", ["/reconcile", "/reconcile/suggest/entity?prefix=a", "/reconcile/preview?id=mopac"])
def test_the_page_of_openrefine_may_read_where_it_is_told(allowed, served, path):
    assert allowed.ask(path, Origin=OPENREFINE).headers["access-control-allow-origin"] == OPENREFINE
    assert "access-control-allow-origin" not in allowed.ask(path, Origin="http://127.0.0.1:3334").headers
    assert "access-control-allow-origin" not in served.ask(path, Origin=OPENREFINE).headers


def test_a_refusal_can_be_read_there_too(allowed):
    answer = allowed.ask("/reconcile?queries=x", Origin=OPENREFINE)
    assert (answer.status, answer.headers["access-control-allow-origin"]) == (400, OPENREFINE)


def test_a_name_that_was_rebound_is_matched_to_nobody(allowed):
    assert allowed.ask("/reconcile", Host="evil.example").status == 421


def test_only_a_preview_may_be_framed_and_only_there(allowed):
    policy = allowed.ask("/reconcile/preview?id=mopac").headers["content-security-policy"]
    assert policy.split("; ")[-1] == f"frame-ancestors {OPENREFINE}"
    for path in ("/reconcile", "/id/organisation/mopac", "/search", "/"):
        assert "frame-ancestors 'none'" in allowed.ask(path, Accept="*/*").headers["content-security-policy"]


# ---- a new build ------------------------------------------------------------------------------------------


def test_names_of_a_new_build_are_found_without_a_restart(tmp_path, folder):
    store = str(tmp_path / "store")
    graphkit.build([str(folder("decided_by: Clerk\n"))], store=store)
    with serving("--store", store) as found:
        assert candidates(found, "Badger League") == []
        more = "organisations:\n- {id: badgers, name: Badger League, kind: charity}\n"
        graphkit.build([str(folder("decided_by: Clerk\n", more=more))], store=store)
        until = time.monotonic() + 20
        while not (got := candidates(found, "Badger League")) and time.monotonic() < until:
            time.sleep(0.1)
        assert [(one["id"], one["match"]) for one in got] == [("badgers", True)]
