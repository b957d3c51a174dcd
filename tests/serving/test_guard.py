"""Who may ask: names of the server, other origins, tokens; and what the log holds."""

import base64

import pytest
from running import serving


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("guarded")
    (folder / "token").write_text("0123456789abcdef-secret\n")
    (folder / "small.nt").write_text('<http://x/a> <http://x/p> "x" .\n')
    words = (
        "--data",
        str(folder / "small.nt"),
        "--allow-host",
        "graph.example.org",
        "--allow-origin",
        "https://pages.example.org/",
    )
    with serving(*words, "--token-file", str(folder / "token")) as found:
        yield found


ASK = "/sparql?query=ASK%7B%7D"
TOKEN = {"Authorization": "Bearer 0123456789abcdef-secret"}
PAGES = "https://pages.example.org"


@pytest.mark.parametrize("host", ["127.0.0.1:{}", "localhost:{}", "LOCALHOST", "[::1]:{}"])
def test_the_server_knows_its_own_names(data, host):
    assert data.ask(ASK, Host=host.format(data.port)).status == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example:{}", "localhost.evil.example", "evil.example:80@127.0.0.1", "127.0.0.2", "x", ""],
)
@pytest.mark.parametrize("path", [ASK, "/", "/health", "/nowhere"])
def test_a_name_that_was_rebound_reads_nothing(data, host, path):
    answer = data.ask(path, Host=host.format(data.port))
    assert answer.status in (400, 421) and "access-control-allow-origin" not in answer.headers
    assert answer.status == 400 or "--allow-host" in answer.text


def test_a_name_that_is_allowed_is_known(guarded):
    assert guarded.ask(ASK, Host="Graph.Example.Org:443", **TOKEN).status == 200


@pytest.mark.parametrize(
    "given", [None, "", "Bearer", "Bearer wrong", "Basic 0123456789abcdef-secret", "Bearer 0123456789abcdef-secre", "Bearer é"]
)
def test_without_the_token_nothing_is_answered(guarded, given):
    answer = guarded.ask(ASK, **({} if given is None else {"Authorization": given}))
    assert (answer.status, answer.headers["www-authenticate"]) == (401, 'Bearer realm="graphkit"')


def test_with_the_token_all_is_answered(guarded):
    assert guarded.ask(ASK, **TOKEN).json["boolean"] is True


@pytest.mark.parametrize(
    ("given", "status"), [("me:0123456789abcdef-secret", 200), (":0123456789abcdef-secret", 200), ("me:no", 401), ("", 401)]
)
def test_a_browser_gives_the_token_as_a_password(guarded, given, status):
    answer = guarded.ask(ASK, Authorization="Basic " + base64.b64encode(given.encode()).decode())
    assert answer.status == status


@pytest.mark.parametrize("given", ["Basic", "Basic %%%", "Basic " + "A" * 7, "Basic /w=="])
def test_a_password_that_cannot_be_read_is_none(guarded, given):
    assert guarded.ask(ASK, Authorization=given).status == 401


def test_no_other_origin_is_allowed_anything_unless_told(data):
    for method in ("GET", "OPTIONS"):
        answer = data.ask(ASK, method, Origin=PAGES, Access_Control_Request_Method="POST")
        assert not [key for key in answer.headers if key.lower().startswith("access-control")]


def test_an_origin_that_is_told_may_ask_and_read_and_never_with_cookies(guarded):
    answer = guarded.ask(ASK, Origin=PAGES, **TOKEN)
    assert (answer.status, answer.headers["access-control-allow-origin"]) == (200, PAGES)
    assert "graphkit-truncated" in answer.headers["access-control-expose-headers"]
    assert "access-control-allow-credentials" not in answer.headers
    assert "Origin" in ", ".join(answer.headers.get_all("vary"))


@pytest.mark.parametrize(
    "origin", ["https://pages.example.org.evil.example", "http://pages.example.org", "null", "https://evil.example", "*"]
)
def test_no_origin_beside_it_may(guarded, origin):
    answer = guarded.ask(ASK, Origin=origin, **TOKEN)
    assert "access-control-allow-origin" not in answer.headers and "Origin" in ", ".join(answer.headers.get_all("vary"))
    asked = guarded.ask(ASK, "OPTIONS", Origin=origin, Access_Control_Request_Method="GET")
    assert asked.status == 401 and "access-control-allow-methods" not in asked.headers


def test_a_browser_asks_first_without_the_token(guarded):
    answer = guarded.ask(
        "/sparql", "OPTIONS", Origin=PAGES, Access_Control_Request_Method="POST", Access_Control_Request_Headers="authorization"
    )
    assert (answer.status, answer.headers["access-control-allow-origin"]) == (204, PAGES)
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "authorization" in answer.headers["access-control-allow-headers"]


def test_a_preflight_is_all_that_is_answered_without_the_token(guarded):
    assert guarded.ask(ASK, "OPTIONS", Origin=PAGES).status == 401
    assert guarded.ask(ASK, "GET", Origin=PAGES).status == 401


@pytest.mark.parametrize("path", [ASK, "/", "/nowhere", "/style.css"])
def test_every_answer_carries_a_policy(data, path):
    headers = data.ask(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff" and "server" not in headers


@pytest.mark.parametrize("told", [False, True])
def test_queries_are_logged_only_where_that_is_asked_for(tmp_path, told):
    file = tmp_path / "small.nt"
    file.write_text("")
    with serving("--data", str(file), *(["--log-queries"] if told else [])) as served:
        served.query("ASK { <http://secret> ?p ?o }")
        served.query("ASK { <http://secret> ?p ")
        served.ask("/about?iri=http%3A//secret")
        served.ask("/id/%0Aforged")
        _, log = served.stop()
    assert "GET /sparql" in log and " 200 " in log and " 400 " in log and "\nforged" not in log
    assert ("secret" in log) is told
