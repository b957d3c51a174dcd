"""The address keeps what the reader looks at: what is written is read back the same, and no address does harm."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.view import page
from tests.view.pages import RELATIONS, TRACES, Seen, answer, rivers

TELL = """() => { const tell = value => value instanceof Set ? [...value].sort() : value;
    return Object.fromEntries(Object.entries(graphkit.state).map(([key, value]) => [key, tell(value)])) }"""
#: Sets the state, goes elsewhere, comes back by the address, and tells both.
ROUND = f"""async change => {{
    const tell = {TELL};
    for (const key of ['off', 'offKinds', 'offStages']) change[key] = new Set(change[key]);
    graphkit.go({{...structuredClone(window.opened), ...change}});
    const [before, written] = [tell(), location.hash];
    graphkit.go(structuredClone(window.opened));
    if (location.hash !== written) {{
      const heard = new Promise(done => addEventListener('hashchange', done, {{ once: true }}));
      location.hash = written;
      await heard;
    }}
    return [before, tell(), written, location.hash] }}"""

PARTY, FACT = st.integers(0, 8), st.integers(0, 11)
CHOSEN = st.one_of(
    st.just({}), PARTY.map(lambda at: {"party": at}), FACT.map(lambda at: {"facts": [at]}), st.just({"facts": "line"}),
    st.sets(FACT, min_size=2).map(lambda some: {"facts": sorted(some)}),
)  # fmt: skip
SCENE = st.one_of(
    st.just({"kind": "opening"}),
    st.builds(lambda at, hops: {"kind": "near", "party": at, "hops": hops}, PARTY, st.integers(1, 3)),
    st.just({"kind": "paths"}),
)
STATES = st.builds(
    lambda chosen, scene, ends, more: (
        chosen
        | more
        | ({"source": ends[0], "target": ends[1]} if ends else {})
        | {"scene": {"kind": "opening"} if scene["kind"] == "paths" and not (ends and ends[0] != ends[1]) else scene}
    ),
    CHOSEN,
    SCENE,
    st.one_of(st.none(), st.tuples(PARTY, PARTY)),
    st.fixed_dictionaries(
        {
            "tab": st.sampled_from(["map", "flow", "table", "tree"]),
            "off": st.sets(st.integers(0, 3)).map(sorted),
            "offKinds": st.sets(st.integers(0, 5)).map(sorted),
            "offStages": st.sets(st.sampled_from(["", "approved", "paid"])).map(sorted),
            "years": st.sampled_from([[0, 2], [0, 0], [1, 2], [2, 2]]),
            "least": st.sampled_from([0, 1, 25_000, 10**15]),
            "stated": st.booleans(),
        }
    ),
)


@settings(max_examples=40)
@given(STATES)
def test_every_state_that_is_written_is_read_back_the_same(rivers_page: Seen, state: dict[str, Any]) -> None:
    if state.get("facts") == "line":
        line = "graphkit.facts.filter(fact => ['grant', 'second', 'third'].includes(fact.id)).map(fact => fact.i)"
        state = state | {"facts": rivers_page.page.evaluate(line)}
    before, after, written, again = rivers_page.page.evaluate(ROUND, state)
    assert before == after
    assert again == written
    rivers_page.quiet()


@pytest.mark.parametrize(
    "change",
    [
        "{party: 0, tab: 'tree'}",
        "{facts: [3], years: [1, 2], least: 5}",
        "{scene: {kind: 'near', party: 1, hops: 2}, party: 1,"
        " off: new Set([1]), offKinds: new Set([0, 2]), offStages: new Set(['paid'])}",
        "{source: 4, target: 8, scene: {kind: 'paths'}, stated: true}",
    ],
)
def test_a_link_opens_what_was_seen_when_it_was_taken(show: Any, seen: Any, change: str) -> None:
    seen.go(change)
    told, panel, scene = seen.page.evaluate(TELL), seen.panel, seen.scene
    other = show(page(rivers(), title="Rivers", relations=RELATIONS, followed=TRACES), seen.page.evaluate("location.hash"))
    assert (other.page.evaluate(TELL), other.panel, other.scene) == (told, panel, scene)


def test_a_line_between_stacks_and_a_stack_are_read_back_as_well(large: Any) -> None:
    stack = next(card for card in large.cards().values() if card["role"] == "stack")
    large.page.mouse.click(*large.middle_of(stack["id"]))
    before, after, *_ = large.page.evaluate(ROUND, {"stack": stack["id"]})
    assert before == after and before["stack"] == stack["id"]
    for at in range(2):
        before, after, *_ = large.page.evaluate(ROUND, {"scene": {"kind": "stack", "at": at}})
        assert before == after and before["scene"] == {"kind": "stack", "at": at}
    large.reset()
    facts = large.page.evaluate("graphkit.scene().lines.find(one => one.facts.length > 200).facts.map(fact => fact.i)")
    before, after, *_ = large.page.evaluate(ROUND, {"facts": facts})
    assert after["facts"] is None  # too many for an address: it keeps none of them, not some
    before, after, *_ = large.page.evaluate(ROUND, {"facts": facts[:200]})
    assert before["facts"] == after["facts"] == facts[:200]


def test_a_page_made_for_one_question_opens_with_its_answer_unless_the_address_says_more(show: Any) -> None:
    traces = [answer("ministry", "trust", [["grant", "otters"]], at_least="5.00", estimate="6.00", at_most="7.00")]
    html = page(rivers(), title="T", relations=RELATIONS, followed=traces, asked=[("ministry", "trust")])
    seen = show(html)
    assert "£6" in seen.page.inner_text("#gk-answer")
    assert seen.page.input_value("#gk-from") == "Ministry of Rivers"
    other = show(html, "#tab=table")
    assert other.page.evaluate("[graphkit.state.source, graphkit.state.tab]") == [None, "table"]


HOSTILE = [
    "__proto__", "constructor", "toString", "length", "map", "NaN", "-1", "1e9", "0x0", " ", "%", "%E0%A4%A",
    "<img src=x onerror=alert(1)>", "javascript:alert(1)", "a" * 5000, "\u202e", "null", "undefined", "[]", "0",
]  # fmt: skip
KEYS = (
    "tab", "near", "hops", "stack", "only", "party", "fact", "line", "open", "from", "to", "off", "nokind", "nostage", "years",
    "least", "stated", "__proto__", "constructor",
)  # fmt: skip


def test_no_address_does_harm(seen: Any, large: Any) -> None:
    for one in (seen, large):
        addresses = ["#" + "&".join(f"{key}={value if '%' in value else quote(value)}" for key in KEYS) for value in HOSTILE]
        addresses += (
            [f"#{key}={value}" for key in KEYS for value in ("__proto__", "constructor", "length", "0", "-1")]
            if one is seen
            else []
        )
        addresses += [
            "#only=paths&from=office&to=office",
            "#only=paths&from=trust&to=ministry",
            "#near=office&hops=99",
            "#years=2019/20,2017/18",
        ]
        addresses += ["#<script>alert(1)</script>", "#&&==", "#%", "#line=1", "#stack=0&near=office&only=paths"]
        one.page.evaluate(
            """async addresses => { for (const address of addresses) {
                 const heard = new Promise(done => addEventListener('hashchange', done, { once: true }));
                 const before = location.hash;
                 location.hash = address;
                 if (location.hash !== before) await heard } }""",
            addresses,
        )
        assert one.page.evaluate("window.__pwned") is None
        one.quiet()
        one.reset()
        assert one.scene.startswith("Showing")


@pytest.mark.parametrize(
    "address", ["#stack=__proto__", "#only=paths&from=office&to=office", "#tab=constructor&near=x", "#%E0%A4%A", "#party=<b>"]
)
def test_a_page_opens_whatever_its_address(show: Any, address: str) -> None:
    seen = show(page(rivers(), title="T", relations=RELATIONS), address)
    assert seen.scene.startswith("Showing 9 of 9 organisations")


def test_following_ones_own_money_in_the_picture_of_ways_alone_is_no_way(seen: Any) -> None:
    seen.go("{source: 4, target: 8, scene: {kind: 'paths'}}")
    seen.go("{target: 4}")
    assert seen.page.evaluate("graphkit.scene().cards.size") > 0
    seen.quiet()
