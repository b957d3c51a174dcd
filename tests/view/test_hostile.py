"""Whatever a field holds, the page shows it and runs nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from graphkit.view import page

nx = pytest.importorskip("networkx")

RUN = "window.__pwned=1;alert(1)"
HOSTILE = [
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"'\"><svg onload={RUN}>",
    f"javascript:{RUN}",
    f"\\u003cscript\\u003e{RUN}\\",
    "a\u2028b\u2029c\\",
    "\u202eevil\u2066 name\u202c",
    f"{{{{ {RUN} }}}}{{% raw %}}",
    "<!--<script>",
    "]]>",
    "`${" + RUN + "}`",
    "x" * 10_000,
    "\x00\x1b[31m",
    "\ud800",
    "__proto__",
    "constructor",
    "",
]


def test_the_policy_allows_nothing_but_the_inline_parts_of_the_page(seen: Any) -> None:
    policy = seen.page.get_attribute("meta[http-equiv]", "content")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy and "http" not in policy


def test_a_script_that_is_added_later_does_not_run(seen: Any) -> None:
    seen.page.evaluate("""() => { const s = document.createElement('script');
        s.textContent = 'window.__pwned = 1'; document.body.append(s) }""")
    assert seen.page.evaluate("window.__pwned") is None


def _hostile(payload: str) -> Any:
    graph = nx.MultiDiGraph()
    for i in range(2):
        graph.add_node(
            f"{payload}{i}",
            name=payload,
            kind=payload,
            aliases=(payload,),
            identifiers={payload: payload},
            members=(f"{payload}0",),
        )
    fields = (
        "relation",
        "amount_kind",
        "currency",
        "stage",
        "start",
        "end",
        "condition",
        "restricted_to",
        "instrument",
        "programme",
        "service",
        "authority",
        "kind",
        "name",
        "decision",
        "decided",
        "url",
        "note",
    )
    graph.add_edge(
        f"{payload}0",
        f"{payload}1",
        key=payload,
        carries="money",
        directed=True,
        amount=Decimal(5),
        financial_years=(payload,),
        by_year={payload: Decimal(1)},
        limit=Decimal(2),
        funded_from=(payload,),
        locators=(payload, payload),
        **dict.fromkeys(fields, payload),
    )
    return graph


@pytest.mark.parametrize("payload", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_data_is_shown_and_never_run(show: Any, payload: str) -> None:
    relations = [{"name": payload, "label": payload, "carries": "money", "definition": payload}]
    seen = show(page(_hostile(payload), title=payload, relations=relations, attribution=payload))
    seen.page.evaluate("graphkit.nodes.forEach(n => graphkit.select(n.id))")
    seen.page.evaluate("graphkit.select('e0')")
    seen.page.mouse.move(*seen.point_on("e0", 0.3))
    seen.page.wait_for_selector(".vis-tooltip", state="visible")
    seen.page.click("summary")
    for link in seen.page.locator("a").all():
        assert str(link.get_attribute("href")).startswith("http")
    assert seen.page.evaluate("window.__pwned") is None
    assert (seen.dialogs, seen.messages) == ([], [])
    assert seen.page.locator("img, main script, table script, header script").count() == 0
    assert not set("\u202e\u2066\u202c") & set(seen.page.content())


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
    assert "<a href" not in html and '"url":null' in html
