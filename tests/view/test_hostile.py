"""Whatever a field holds, the page shows it and runs nothing: each payload in every field, and a walk through all of the page."""

from __future__ import annotations

from decimal import Decimal
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import pytest

from graphkit import Flow
from graphkit.view import page
from graphkit.view._payload import pack
from graphkit.view.flow import flow
from tests.view.pages import RELATIONS, Seen, answer, rivers, unpacked
from tests.view.test_flow import traced

nx = pytest.importorskip("networkx")

RUN = "window.__pwned=1;alert(1)"
HOSTILE = [
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</title></style></noscript></textarea></select></svg><img src=x onerror={RUN}>",
    f"<img src=x onerror={RUN}>",
    f"'\"><svg onload={RUN}>",
    f'" onmouseover="{RUN}" x="',
    f"javascript:{RUN}",
    f"JaVaScRiPt\t:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"\\u003cscript\\u003e{RUN}\\",
    "a\u2028b\u2029c\\",
    "\u202eevil\u2066 name\u202c",
    f"{{{{ {RUN} }}}}{{% raw %}}",
    "{{ config }}{% for x in () %}{# #}",
    "<!--<script>",
    "--><!--",
    "]]><![CDATA[",
    "`${" + RUN + "}`",
    "&lt;script&gt;&#x3c;script>&amp;",
    "<iframe srcdoc='<script>parent.__pwned=1</script>'>",
    "<style>*{display:none}</style><base href=//evil.example><meta http-equiv=refresh content=0;url=//evil.example>",
    "x" * 10_000,
    "word " * 2_000,
    "\x00\x1b[31m",
    "\ud800",
    "__proto__",
    "constructor",
    "toString",
    "0",
    "-1",
    "/",
    "a/b",
    "#party=x&tab=y",
    "ﷺ" * 50,
    "🦦👩\u200d👩\u200d👧e\u0301\u0323",
    "",
]

FIELDS = (
    "relation", "amount_kind", "currency", "stage", "start", "end", "condition", "restricted_to", "instrument", "programme",
    "service", "authority", "kind", "name", "decision", "decided", "url", "note", "purpose", "reviewed", "confidence",
)  # fmt: skip
NOBODY = "party of no hostile name"


def hostile(payload: str) -> Any:
    """A graph that holds a payload wherever text can stand: three parties, a group, money, a mandate, a partnership of three."""
    graph = nx.MultiDiGraph()
    names = [f"{payload}{i}" for i in range(3)]
    for i, party in enumerate(names):
        members = (names[2],) if i == 1 else ()
        graph.add_node(
            party, name=payload, kind=payload, aliases=(payload,), former_names=(payload,), note=payload, since=payload,
            until=payload, identifiers={payload: payload}, members=members,
        )  # fmt: skip
    graph.add_node(NOBODY)
    told = dict.fromkeys(FIELDS, payload)
    more = {
        "directed": True, "amount": Decimal(5), "limit": Decimal(2), "financial_years": (payload,),
        "by_year": {payload: Decimal(1)},
        "funded_from": (payload,), "locators": (payload, payload), payload or "x": payload, "evidence": [{"words": payload}],
    }  # fmt: skip
    graph.add_edge(names[0], names[1], key=payload, **told | more | {"carries": "money"})
    graph.add_edge(names[0], names[1], key=f"{payload}/2", **told | more | {"carries": "money", "amount": None, "stated": False})
    graph.add_edge(names[1], names[2], key=f"{payload}/3", **told | more | {"carries": "money"})
    graph.add_edge(names[1], NOBODY, key="power", **told | more | {"carries": "authority", "relation": f"{payload}!"})
    for a, b in ((0, 1), (1, 2), (0, 2)):
        graph.add_edge(
            names[a], names[b], key="all", directed=False, relation="partnership", name=payload, kind=payload, decision=payload
        )
    return graph


def svg(payload: str) -> str:
    """A flow picture that a page must not take over as it is."""
    inner = payload.replace("]]>", "")
    return f"""<svg xmlns="http://www.w3.org/2000/svg"
      xmlns:xlink="http://www.w3.org/1999/xlink" onload="{RUN}" viewBox="0 0 90 20">
      <title>t</title><script>{RUN}</script><style>*{{fill:url(https://evil.example)}}</style>
      <foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="{RUN}"/></body></foreignObject>
      <a href="javascript:{RUN}"><text>a</text></a><a xlink:href="javascript:{RUN}"><text>b</text></a>
      <image href="https://evil.example/x.png"/><use href="#x"/><animate attributeName="href" to="javascript:{RUN}"/>
      <rect onclick="{RUN}" style="fill:red" fill="url(https://evil.example/x)" width="9" height="9"/>
      <path data-flow="power" class="gk-band" onmouseover="{RUN}" d="M0 0h90v20h-90z">
      <title><![CDATA[{inner}]]></title></path></svg>"""


def drawn(payload: str) -> str:
    """The flow picture of parties and flows that are called so."""
    flows = [Flow(payload, "S", "M", 6000), Flow(f"{payload}/3", "M", "T", 900, funded_from=(payload,))]
    return str(flow(traced(flows, names=dict.fromkeys("SMT", payload))))


def made(payload: str) -> str:
    """A page of all that."""
    relations = [
        {"name": payload, "label": payload, "carries": "money", "definition": payload},
        {"name": f"{payload}!", "label": payload, "carries": "authority", "definition": payload},
    ]
    traces = [
        answer(f"{payload}0", f"{payload}2", [[payload, f"{payload}/3"]], caveats=[payload], svg=drawn(payload), at_least="1.00"),
        answer(f"{payload}0", f"{payload}1", [[payload]], contradiction=payload, svg=""),
    ]
    graph = hostile(payload)
    return page(graph, title=payload, relations=relations, attribution=payload, followed=traces, chosen=payload, kinds=[payload])


# Everything that can be opened is opened: all evidence, all scenes, all rows, all branches, all lists.
WALK = """async () => {
  const { go, parties, facts } = graphkit;
  const nothing = { party: null, facts: null, stack: null };
  const next = root => [...root.querySelectorAll('button')].find(one => /^Show [0-9]/.test(one.textContent) && !one.hidden);
  const more = root => { for (let one, at = 0; at < 9 && (one = next(root)); at += 1) one.click(); };
  const press = (one, key) => one.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  const panel = document.getElementById('gk-panel');
  for (const party of parties) { go({ ...nothing, party: party.i }); more(panel); }
  for (const fact of facts) go({ ...nothing, facts: [fact.i] });
  for (const line of graphkit.scene().lines) if (line.facts.length) go({ ...nothing, facts: line.facts.map(fact => fact.i) });
  for (const card of [...graphkit.scene().cards.values()]) {
    const at = graphkit.network.canvasToDOM({ x: card.x, y: card.y });
    graphkit.network.body.emitter.emit('hoverNode', { node: card.id, pointer: { DOM: at } });
    graphkit.network.body.emitter.emit('click', { nodes: [card.id], edges: [] });
  }
  for (const line of graphkit.scene().lines) {
    graphkit.network.body.emitter.emit('hoverEdge', { edge: line.id, pointer: { DOM: { x: 5, y: 5 } } });
    graphkit.network.body.emitter.emit('click', { nodes: [], edges: [line.id] });
  }
  for (const party of parties) go({ scene: { kind: 'near', party: party.i, hops: 1 + party.i % 3 }, ...nothing, party: party.i });
  for (const [a, b] of [[0, 2], [0, 1], [1, 3], [3, 0]].map(pair => pair.map(i => parties[i]))) {
    go({ source: a.i, target: b.i, tab: 'flow' });
    const bands = document.querySelectorAll('#gk-flow [data-flow]');
    for (const band of bands) band.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    if (document.querySelector('#gk-answer .act')) go({ scene: { kind: 'paths' }, tab: 'map' });
  }
  go({ source: null, target: null, scene: { kind: 'opening' }, tab: 'flow' });
  go({ tab: 'table' });
  for (const head of document.querySelectorAll('#gk-heads button')) { head.click(); head.click(); }
  for (const one of document.querySelectorAll('#gk-rows button')) one.click();
  go({ tab: 'tree' });
  for (let at = 0; at < 6; at += 1) for (const twig of document.querySelectorAll('#gk-tree [aria-expanded=false]')) {
    press(twig, 'ArrowRight');
  }
  for (const twig of document.querySelectorAll('#gk-tree [role=treeitem]')) press(twig, 'Enter');
  go({ tab: 'map' });
  for (const key of document.querySelectorAll('[data-relation], [data-kind], #gk-stages input')) { key.click(); key.click(); }
  for (const box of document.querySelectorAll('details')) box.open = true;
  dispatchEvent(new Event('beforeprint'));
  dispatchEvent(new Event('afterprint'));
  for (const id of ['gk-search', 'gk-from', 'gk-to']) {
    const input = document.getElementById(id);
    for (const text of ['', parties[0].name, '<img src=x onerror=alert(1)>']) {
      input.value = text;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }
    press(input, 'Escape');
  }
  await new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
}"""


def harmless(seen: Seen) -> None:
    assert seen.page.evaluate("window.__pwned") is None
    links = seen.page.evaluate(
        """[...document.querySelectorAll('[href], [src], [action], [srcdoc]')]
           .map(one => [one.localName, one.href?.baseVal ?? one.href ?? one.src ?? ''])"""
    )
    assert [link for link in links if not link[1].startswith(("http", "data:image/", "data:,"))] == []
    bad = "iframe, object, embed, base, form, foreignObject, image, use, animate, main script, header script, footer script"
    found = seen.page.evaluate("bad => [...document.querySelectorAll(bad)].map(one => one.outerHTML.slice(0, 60))", bad)
    assert found == []
    events = seen.page.evaluate("""[...document.querySelectorAll('*')].flatMap(one => [...one.attributes]
        .filter(({name}) => name.startsWith('on') || name === 'srcdoc').map(({name}) => `${one.localName} ${name}`))""")
    assert events == []
    assert not set("\u202e\u2066\u202c\u2028\u2029\x1b") & set(seen.page.content())


@pytest.mark.parametrize("payload", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_data_is_shown_and_never_run(show: Any, payload: str) -> None:
    html = made(payload)
    seen = show(
        html, f"#party={quote(payload.encode('utf-8', 'replace'))}&off={quote(payload.encode('utf-8', 'replace'))}&tab=table"
    )
    seen.page.evaluate(WALK)
    harmless(seen)
    line = seen.page.evaluate("graphkit.scene().lines.find(one => one.facts.length && !one.knot).id")
    seen.page.mouse.move(*seen.point_on(line, 0.3))
    seen.page.mouse.click(*seen.middle_of(seen.page.evaluate("[...graphkit.scene().cards.keys()][0]")))
    assert len(seen.panel) > 10
    harmless(seen)


@pytest.mark.parametrize(
    "text", ["<svg>", "nonsense", "<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>"]
)
def test_a_flow_picture_that_is_none_is_left_aside(show: Any, text: str) -> None:
    traces = [answer("ministry", "trust", [["grant", "otters"]], svg=text)]
    seen = show(page(rivers(), title="T", relations=RELATIONS, followed=traces), "#from=ministry&to=trust&tab=flow")
    assert seen.page.locator("#gk-flow svg").count() == 0 and "not worked out" in seen.page.inner_text("#gk-flow")
    harmless(seen)
    assert all("violates the following Content Security Policy" in message for message in seen.messages)
    seen.messages.clear()


@pytest.mark.parametrize("payload", HOSTILE[:6])
def test_of_a_flow_picture_only_what_draws_comes_over(show: Any, payload: str) -> None:
    traces = [answer("ministry", "trust", [["grant", "otters"]], svg=svg(payload).replace("power", "otters"))]
    seen = show(page(rivers(), title="T", relations=RELATIONS, followed=traces), "#from=ministry&to=trust&tab=flow")
    assert seen.page.locator("#gk-flow svg path[data-flow]").count() == 1
    kept = seen.page.evaluate("[...document.querySelectorAll('#gk-flow svg, #gk-flow svg *')].map(one => one.localName)")
    assert set(kept) <= {"svg", "title", "text", "rect", "path"}
    assert seen.page.get_attribute("#gk-flow rect", "fill") is None
    seen.page.click("#gk-flow [data-flow]")
    assert "yearly report" in seen.panel
    harmless(seen)
    # What the browser says of a picture like this is that it refuses it.
    assert all("violates the following Content Security Policy" in message for message in seen.messages)
    seen.messages.clear()


class _Read(HTMLParser):
    """Elements and addresses of a page as a parser without scripts sees them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


PLAIN = frozenset(tag for tag, _ in (lambda reader: (reader.feed(made("Heron House")), reader.found)[1])(_Read()))


@pytest.mark.parametrize("payload", HOSTILE, ids=range(len(HOSTILE)))
def test_the_page_of_hostile_data_is_made_of_the_same_elements_as_any_other(payload: str) -> None:
    html = made(payload)
    reader = _Read()
    reader.feed(html)
    assert {tag for tag, _ in reader.found} <= PLAIN
    assert sum(tag == "script" for tag, _ in reader.found) == html.count("<script") - html.count('"<script') == 3
    for tag, attributes in reader.found:
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "srcdoc")], tag
        assert str(attributes.get("href") or "data:,").startswith(("data:,", "http")), tag
    assert "evil.example" not in html.split("<noscript>")[0].split("</head>")[0].split("</title>")[1]
    assert unpacked(html)


def test_with_scripts_off_the_tables_show_all_and_run_nothing(show: Any) -> None:
    for payload in HOSTILE[:9]:
        seen = show(made(payload), java_script_enabled=False)
        assert seen.page.locator("noscript tr:has(td)").count() == 5
        assert seen.page.locator("img, iframe, main script, noscript script, noscript svg").count() == 0
        for link in seen.page.locator("a").all():
            assert str(link.get_attribute("href")).startswith("http")
        seen.page.context.close()


def test_a_page_that_was_edited_makes_no_link_of_a_script(show: Any, graph: Any, relations: list[dict[str, Any]]) -> None:
    html = page(graph, title="T", relations=relations)
    held = unpacked(html)
    letters = pack(held)
    held["texts"] = [f"javascript:{RUN}" if text == "https://example.org/d1" else text for text in held["texts"]]
    assert letters in html
    seen = show(html.replace(letters, pack(held)))
    seen.page.evaluate("graphkit.select('grant')")
    assert seen.page.locator("#gk-panel a").count() == 0


def test_a_page_whose_data_are_broken_says_so(show: Any, graph: Any, relations: list[dict[str, Any]]) -> None:
    html = page(graph, title="T", relations=relations)
    seen = show(html.replace(pack(unpacked(html)), "AAAA"))
    assert "cannot draw the picture" in seen.page.inner_text(".notice[role=alert]")
    assert len(seen.messages) == 1
    seen.messages.clear()


def test_the_policy_allows_nothing_but_the_inline_parts_of_the_page(seen: Any) -> None:
    policy = seen.page.get_attribute("meta[http-equiv]", "content")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy and "http" not in policy


def test_a_script_that_is_added_later_does_not_run(show: Any, graph: Any, relations: list[dict[str, Any]]) -> None:
    seen = show(page(graph, title="T", relations=relations))
    seen.page.evaluate("""() => { const s = document.createElement('script');
        s.textContent = 'window.__pwned = 1'; document.body.append(s) }""")
    assert seen.page.evaluate("window.__pwned") is None
    assert len(seen.messages) == 1 and "Content Security Policy" in seen.messages[0]
    seen.messages.clear()


def test_nothing_can_be_asked_of_anybody(show: Any, graph: Any, relations: list[dict[str, Any]]) -> None:
    seen = show(page(graph, title="T", relations=relations))
    refused = seen.page.evaluate("""async () => { const ask = [() => fetch('https://evil.example/'), () => new WebSocket('wss://evil.example/'),
        () => new Worker('data:text/javascript,1')];
      let refused = 0;
      for (const one of ask) try { await one() } catch { refused += 1 }
      return refused }""")
    assert refused >= 1
    assert all(
        "Content Security Policy" in message or "violates" in message or "WebSocket" in message for message in seen.messages
    )
    assert [url for url in seen.requests if url.startswith("http")] == []
    seen.messages.clear()
    seen.requests[:] = seen.requests[:1]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//example.org",
        "https:///x",
        'https://example.org/"onclick=x',
        "https://bank.example@evil.example/",
        " https://example.org",
        "https://example.org/\n",
        "https://exämple.org/",
        "file:///etc/passwd",
        None,
        7,
    ],
)
def test_only_plain_web_addresses_become_links(graph: Any, relations: list[dict[str, Any]], url: Any) -> None:
    graph.edges["ministry", "office", "grant"]["url"] = url
    html = page(graph, title="T", relations=relations)
    held = unpacked(html)
    assert "<a href" not in html and {held["texts"][at] for at in held["facts"]["url"]} == {""}
