"""The flow picture of a trace: what is known, what is not, and the three figures."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest

import graphkit
from graphkit import Flow, Network, Scope
from graphkit.money import pounds
from graphkit.tracing.answer import Question
from graphkit.tracing.explain import method
from graphkit.tracing.part import Part
from graphkit.tracing.paths import Paths
from graphkit.view._letters import wide
from graphkit.view.flow import flow

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def graph(store_folder):
    with graphkit.open(store_folder) as found:
        yield found


def traced(flows, source="S", target="T", names=None, groups=None):
    """The answer to a question about flows in memory, as ``trace`` would give it."""

    def party(id):
        return {"id": id, "name": (names or {}).get(id, id)}

    part = Part(Network(flows, groups), frozenset([source]), frozenset([target]), False)
    question = Question(part)
    figures = {key: getattr(question.figures, key) for key in ("at_least", "estimate", "at_most")}
    paths = [[step.flow for step in path] for path in Paths(part).shortest_first()]
    hops = [
        [
            {
                "flow": hop.id,
                "funder": party(hop.payer),
                "recipient": party(hop.payee),
                "amount": None if hop.amount is None else pounds(hop.amount),
                "amount_kind": hop.amount_kind,
                "condition": hop.condition,
                "stated": hop.stated,
                "decision": "X 1",
                "locators": ["1.1"],
            }
            for hop in path
        ]
        for path in paths
    ]
    return {
        "source": party(source),
        "target": party(target),
        **{key: None if pence is None else pounds(pence) for key, pence in figures.items()},
        "contradiction": question.figures.contradiction,
        "caveats": list(question.figures.caveats),
        "paths": [{"hops": path} for path in hops],
        "method": method(question),
    }


CYCLE = [
    Flow("sa", "S", "A", 6000),
    Flow("xa", "X", "A", 4000),
    Flow("ab", "A", "B", 12000, funded_from=("sa", "xa", "ba")),
    Flow("ba", "B", "A", 4000, funded_from=("ab",)),
    Flow("bt", "B", "T", 8000, funded_from=("ab",)),
]
THIRTY = [
    one
    for n in range(30)
    for one in (
        Flow(f"sp{n}", "S", f"P{n}", (1 + n * n) * 10_000),
        Flow(f"pt{n}", f"P{n}", "T", None if n % 7 == 0 else (1 + n * n) * 8_000, funded_from=(f"sp{n}",)),
    )
]
TWELVE = [
    *(Flow(f"s{n}", "S", f"A{n}", 400_000) for n in range(4)),
    *(Flow(f"a{n}{m}", f"A{n}", f"B{m}", 9_000 * (n + m + 1), funded_from=(f"s{n}",)) for n in range(4) for m in range(3)),
    *(Flow(f"b{m}", f"B{m}", "T", 30_000, funded_from=tuple(f"a{n}{m}" for n in range(4))) for m in range(3)),
    Flow("direct", "S", "T", 50_000),
]
CASES = {
    "cycle": traced(CYCLE),
    "thirty": traced(THIRTY, names={f"P{n}": f"Borough of Northington and Southbury {n}" for n in range(30)}),
    "twelve": traced(TWELVE),
    "many": traced([*(Flow(f"m{n}", "S", "M", 100 * (n + 1) ** 3) for n in range(14)), Flow("mt", "M", "T", 5_000)]),
    "chain": traced([Flow(a + b, a, b, 100_000) for a, b in zip("SABCDEFGH", "ABCDEFGHT", strict=True)]),
}


class Seen:
    """A drawn picture, read back."""

    def __init__(self, picture):
        self.root = ElementTree.fromstring(picture)
        self.texts = ["".join(t for t in node.itertext()) for node in self.root.iter(f"{SVG}text")]
        self.bands = [node for node in self.root.iter(f"{SVG}path") if node.find(f"{SVG}title") is not None]
        self.boxes = []
        for node in self.root.iter(f"{SVG}path"):
            if node.get("class") in ("gk-box", "gk-other") and (found := re.fullmatch(_BOX, node.get("d"))):
                self.boxes.append(tuple(map(float, found.groups())))

    def band(self, flow):
        return [node for node in self.bands if flow in node.get("data-flow", "").split()]

    def lines(self):
        """The place of every line of text: left, top, right, low."""
        sizes = {}
        for node in self.root.iter():
            sizes.setdefault(node, float(node.get("font-size", 0)))
            sizes |= {child: float(child.get("font-size", sizes[node])) for child in node}
        for node in self.root.iter(f"{SVG}text"):
            x, y, size = float(node.get("x")), float(node.get("y")), sizes[node]
            rows = [""]
            for part in node.iter():
                if part.tag == f"{SVG}title":
                    rows[-1] += part.tail or ""
                    continue
                rows += [""] if part.get("dy") else []
                rows[-1] += (part.text or "") + ((part.tail or "") if part is not node else "")
            for row, text in enumerate(rows):
                yield x, y + row * 13 - size * 0.75, x + wide(text, size), y + row * 13 + 1


_NUMBER = r"(-?[\d.]+)"
_BOX = rf"M{_NUMBER} {_NUMBER}h14v{_NUMBER}h-14z"


def crossing(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_the_three_figures_stand_beside_the_bands(graph):
    seen = Seen(graph.flow_picture("London Probation", "IOM Neurodiversity service"))
    assert {"at least £107,000", "estimate £228,556.90", "at most £276,000", "up to £300,000"} <= set(seen.texts)
    assert {"Other money", "£773,000"} <= set(seen.texts)
    assert [band.get("class").split()[0] for band in seen.bands] == ["gk-band", "gk-band", "gk-other"]


def test_an_amount_that_is_not_stated_is_hatched_as_wide_as_the_most_it_can_be(graph):
    seen = Seen(graph.flow_picture("NHS England", "Women in Prison"))
    (last,) = seen.band("pcd-172/lambeth-wip")
    assert last.get("class").split() == ["gk-hatch", "gk-edge"] and last.get("fill").startswith("url(#gk")
    assert last.get("stroke-dasharray")
    said = last.find(f"{SVG}title").text
    assert "inferred" in said and "PCD 172: decision bullet 1, 2.2" in said
    assert "of the source's money at least £0, at most £95,000, reach the target this way" in said
    assert {"not stated: £0 to £95,000", "estimate not known"} <= set(seen.texts)


def test_what_may_pay_for_an_amount_limits_it_also_amid_the_way():
    flows = [
        Flow("sa", "S", "A", 6000),
        Flow("xa", "X", "A", 1000),
        Flow("ab", "A", "B", None, funded_from=("sa", "xa")),
        Flow("bt", "B", "T", 900, funded_from=("ab",)),
    ]
    assert "not stated: £0 to £70" in Seen(flow(traced(flows))).texts
    open_pool = [*flows[:2], flows[2]._replace(funded_from=("sa", "own")), flows[3]]
    seen = Seen(flow(traced(open_pool)))
    (band,) = seen.band("ab")
    assert "at most £60 of it is the source's money" in band.find(f"{SVG}title").text
    assert "own money, not known" in seen.texts


def test_what_the_source_itself_pays_without_an_amount_has_no_bounds():
    assert "not known" in Seen(flow(traced([Flow("sa", "S", "A"), Flow("at", "A", "T", 900, funded_from=("sa",))]))).texts


def test_what_is_sure_of_an_amount_that_is_not_stated_is_solid():
    flows = [
        Flow("sa", "S", "A", 6000),
        Flow("ab", "A", "B", funded_from=("sa",)),
        Flow("bt", "B", "T", 1000, funded_from=("ab",)),
    ]
    seen = Seen(flow(traced(flows, target="B")))
    assert [band.get("class").split()[0] for band in seen.band("ab")] == ["gk-band", "gk-hatch"]
    assert "not stated: £10 to £60" in seen.texts


def test_what_has_no_limit_says_so(graph):
    seen = Seen(graph.flow_picture("MOPAC", "Lambeth", Scope(decision="PCD 172")))
    assert "at most without limit" in seen.texts


def test_a_member_of_a_group_gets_a_share_that_is_not_decided(graph):
    seen = Seen(graph.flow_picture("MoJ", "Advance", Scope(decision="PCD 949")))
    whole, share = seen.band("pcd-949/mopac-providers")
    assert (whole.get("class"), share.get("class")) == ("gk-band gk-edge", "gk-hatch")
    assert share.find(f"{SVG}title").text.endswith("a share of £2,916,992, split not decided")


def test_a_member_that_pays_on_its_share_has_a_box_of_its_own():
    groups = {"A+B": ("A", "B")}
    flows = [Flow("sab", "S", "A+B", 10000), Flow("at", "A", "T", 5000, funded_from=("sab",))]
    seen = Seen(flow(traced(flows, groups=groups)))
    assert len(seen.boxes) == 4 and len(seen.band("sab")) == 2


def test_money_that_comes_round_again_runs_back_below_everything():
    seen = Seen(flow(CASES["cycle"]))
    (back,) = seen.band("ba")
    assert back.get("d").count("A") == 8
    # The upper edge of its lane: where its inner outline, which turns the other way, runs level again.
    lane = max(float(y) for y in re.findall(r"A[\d.]+ [\d.]+ 0 0 0 [\d.]+ ([\d.]+)H", back.get("d")))
    assert max(y + height for _, y, height in seen.boxes) < lane
    assert "£40" in seen.texts


def test_a_band_that_passes_a_column_runs_through_no_box():
    seen = Seen(flow(CASES["twelve"]))
    (direct,) = seen.band("direct")
    levels = re.findall(r"([\d.]+) ([\d.]+)H([\d.]+)", direct.get("d"))
    assert levels
    for x0, y, x1 in ((float(a), float(b), float(c)) for a, b, c in levels):
        inside = [box for box in seen.boxes if min(x0, x1) < box[0] + 7 < max(x0, x1) and box[1] < y < box[1] + box[2]]
        assert inside == []


@pytest.mark.parametrize("case", sorted(CASES))
def test_no_text_covers_another_or_a_box(case):
    seen = Seen(flow(CASES[case]))
    lines = list(seen.lines())
    assert len(lines) > 5
    assert not [pair for pair in combinations(lines, 2) if crossing(*pair)]
    boxes = [(x, y, x + 14, y + height) for x, y, height in seen.boxes]
    assert not [(line, box) for line in lines for box in boxes if crossing(line, box)]
    wide_ = float(seen.root.get("width"))
    assert all(left >= 0 and right <= wide_ for left, _, right, _ in lines)


def test_the_smallest_flows_between_two_parties_are_one_band():
    seen = Seen(flow(CASES["many"]))
    (one,) = [band for band in seen.bands if " " in band.get("data-flow", "")]
    flows = one.get("data-flow").split()
    assert 2 < len(flows) < 14
    assert any(text.startswith(f"{len(flows)} flows, £") for text in seen.texts)
    assert one.find(f"{SVG}title").text.count("X 1: 1.1") == len(flows)


def test_an_overfull_column_has_its_smallest_parties_as_one():
    sixty = [Flow("sa", "S", "A", 9_000_000)]
    for n in range(60):
        sixty += [Flow(f"ap{n}", "A", f"P{n}", 10_000 * (n + 3)), Flow(f"pt{n}", f"P{n}", "T", 5_000 * (n + 1))]
    seen = Seen(flow(traced(sixty)))
    assert len(seen.boxes) == 3 + 30
    assert "31 smaller ones" in seen.texts
    assert "own money of 61 parties, of unknown size, may pay too" in seen.texts
    told = {id for band in seen.bands for id in band.get("data-flow", "").split()}
    assert told == {one.id for one in sixty}


def test_the_legend_tells_of_what_occurs_alone(graph):
    plain = Seen(flow(traced([Flow("st", "S", "T", 100)])))
    assert "may be the source's money" in plain.texts
    assert not {"other money", "possible, not sure", "conditional or inferred"} & set(plain.texts)
    assert {"other money", "possible, not sure", "conditional or inferred"} <= set(
        Seen(graph.flow_picture("NHS England", "Women in Prison")).texts
    )


def test_no_way_is_a_picture_too(graph):
    seen = Seen(graph.flow_picture("Camden", "Women in Prison"))
    assert seen.bands == []
    assert {"at most £0", "no way is known"} <= set(seen.texts)


def test_a_contradiction_is_said_and_nothing_is_reckoned():
    answer = traced([Flow("sm", "S", "M", 100), Flow("mt", "M", "T", 150, funded_from=("sm",))])
    assert answer["contradiction"]
    assert any("contradict" in text for text in Seen(flow(answer)).texts)


def test_several_sources_and_targets_are_one_picture(graph):
    seen = Seen(graph.flow_picture(["NHS England", "MoJ"], ["Women in Prison", "Working Chance"]))
    assert {"NHS England", "Women in Prison", "Working Chance"} <= set(seen.texts)


def test_the_same_answer_gives_the_same_bytes_and_nothing_that_runs_or_asks(graph):
    picture = graph.flow_picture("MoJ", "Westminster")
    assert picture == graph.flow_picture("MoJ", "Westminster")
    assert not re.search(r"<script|href|style=|<style|url\((?!#)|@import|\son\w+=", picture)


def test_patterns_of_several_pictures_in_one_page_do_not_meet(graph):
    one, other = (re.findall(r'id="([^"]+)"', flow(CASES[case])) for case in ("cycle", "many"))
    assert one and other and not {*one} & {*other}


def test_a_plain_trace_is_a_small_picture(graph):
    assert len(graph.flow_picture("NHS England", "Working Chance")) < 4_000


HOSTILE = ["<script>alert(1)</script>", '"><img onerror=x>', "a & b", "‮evil", "x" * 4000, "שלום " * 30, "\x00", "' onload='"]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_only_text(graph, name):
    answer = graph.trace("NHS England", "Working Chance", explain=True)
    answer["source"] = answer["source"] | {"name": name}
    for path in answer["paths"]:
        for hop in path["hops"]:
            hop["funder"] = hop["funder"] | {"name": name}
            hop["condition"] = name
            hop["flow"] += name
    picture = flow(answer)
    seen = Seen(picture)
    assert {node.tag.removeprefix(SVG) for node in seen.root.iter()} <= set(
        "svg title defs pattern path rect text tspan g".split()
    )
    assert not [key for node in seen.root.iter() for key in node.attrib if key.startswith("on")]
    assert "‮" not in picture
    assert all(right <= 960 for _, _, right, _ in seen.lines())


def test_a_long_name_is_cut_and_its_title_has_it_whole():
    name = "Partnership for the Advancement of Restorative Practice in the Boroughs of the North and the South " * 2
    root = Seen(flow(traced([Flow("sm", "S", "M", 100), Flow("mt", "M", "T", 50)], names={"M": name}))).root
    titles = [node.find(f"{SVG}title").text for node in root.iter(f"{SVG}text") if node.find(f"{SVG}title") is not None]
    assert titles == [name.strip()]


def test_the_api_and_the_notebook_show_it_as_a_picture(graph):
    picture = graph.flow_picture("NHS England", "Working Chance")
    assert picture._repr_svg_() == str(picture)
    assert repr(picture).startswith("<SVG of")
