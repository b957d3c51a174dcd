"""CONTRIBUTING.md is done as it says, in a folder of its own: its files written, its commands run.

With ``GRAPHKIT_WRITE_GOLDEN`` set, what its commands print is written into it anew.
"""

import os
import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from readme import ROOT, block, blocks, written

import graphkit
from graphkit import Graph, InputError, Scope
from graphkit.ontology import load

PAGE = ROOT / "CONTRIBUTING.md"
TEXT = PAGE.read_text(encoding="utf-8")
#: The page without its blocks, on one line, to look for sentences in.
SAID = " ".join(re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL).split())
#: Every file that the page shows, by the path in its first line.
FILES = {found[1]: found[0] for found in re.findall(r"```yaml\n(# (\S+) .*?)```", TEXT, re.DOTALL)}
DECISION, PARTIES = "mine/pcd-9001.yaml", "mine/organisations.yaml"
COMMANDS = [text.splitlines()[0].removeprefix("$ ") for _, text in blocks(PAGE)]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder that holds the packaged data, and the files as the page shows them."""
    (tmp_path / "data").symlink_to(ROOT / "data")
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(command: str, place: Path) -> tuple[int, str]:
    """The exit status of a command, and what it prints."""
    shown = block(f"{command}; echo $?", False, place).split("\n", 1)[1].rstrip("\n")
    out, _, status = shown.rpartition("\n")
    return int(status), out


def command(words: str) -> str:
    """The command of the page that holds these words."""
    (found,) = (one for one in COMMANDS if words in one)
    return found


def without(place: Path, id: str) -> None:
    """Leave an observation out of the decision."""
    sheet = yaml.safe_load(FILES[DECISION])
    sheet["observations"] = [one for one in sheet["observations"] if one["id"] != id]
    (place / DECISION).write_text(yaml.safe_dump(sheet, sort_keys=False), encoding="utf-8")


def problems(*sources: Path) -> list[str]:
    """What is wrong with data files."""
    with pytest.raises(InputError) as caught:
        graphkit.check([str(source) for source in sources])
    return [str(problem) for problem in caught.value.problems]


# ---- the page ------------------------------------------------------------------------------------------


def test_every_command_prints_what_the_page_says(place: Path) -> None:
    made = written(PAGE, place)
    if "GRAPHKIT_WRITE_GOLDEN" in os.environ:
        PAGE.write_text(made, encoding="utf-8")
    assert made == PAGE.read_text(encoding="utf-8")


def test_the_page_shows_two_files_and_asks_five_things() -> None:
    assert list(FILES) == [DECISION, PARTIES]
    assert TEXT.count("```yaml\n") == 2
    words = [one.split()[1] for one in COMMANDS]
    assert words == ["check", "check", "audit", "build", "trace", "view"]


def test_every_command_but_the_mistake_succeeds(place: Path) -> None:
    assert [run(one, place)[0] for one in COMMANDS] == [2, 0, 0, 0, 0, 0]


def test_the_page_is_short_and_plain() -> None:
    assert len(TEXT.splitlines()) <= 170
    prose = re.sub(r"```console\n.*?```", "", TEXT, flags=re.DOTALL)
    assert [line for line in prose.splitlines() if len(line) > 130] == []
    assert "\N{EM DASH}" not in TEXT


def test_the_page_says_that_the_decision_is_invented_and_it_is() -> None:
    assert "**It is invented**: there is no PCD 9001, no Heron House and no Otter Trust" in SAID
    assert all("(invented)" in text.splitlines()[0] for text in FILES.values())
    assert "(invented)" in yaml.safe_load(FILES[DECISION])["title"]
    real = graphkit.check()
    named = {name for party in real.organisations for name in (party.name, *party.aliases)}
    assert not {"Heron House", "Otter Trust", "The Otters"} & named
    assert not {"PCD 9000", "PCD 9001"} & {reference for one in real.decisions for reference in (one.reference, *one.cites)}


def test_what_the_page_names_is_there() -> None:
    assert {"demo:", "test:"} <= {line.split(" ")[0] for line in (ROOT / "Makefile").read_text().splitlines()}
    for path in set(re.findall(r"tests/\w+\.py", TEXT)) | {"CHANGELOG.md", "data/organisations.yaml", "data/dataset.yaml"}:
        assert (ROOT / path).is_file(), path
    assert "GRAPHKIT_WRITE_GOLDEN" in Path(__file__).read_text()
    end = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")[-600:]
    for word in ("rule", "kind of fact", "query", "format"):
        assert word in end, word


# ---- the mistake ---------------------------------------------------------------------------------------


def test_the_mistake_is_two_parties_that_nobody_knows_and_where(place: Path) -> None:
    status, out = run(command("check data mine/"), place)
    lines = FILES[DECISION].splitlines()
    assert status == 2
    told = re.findall(r"^mine/pcd-9001\.yaml:(\d+):(\d+): (\w+): nobody here is called '([^']+)'", out, re.MULTILINE)
    assert [(role, name) for *_, role, name in told] == [("funder", "Heron House"), ("recipient", "The Otters")]
    for line, column, _, name in told:
        assert lines[int(line) - 1][int(column) - 1 :].startswith(name)


def test_the_packaged_parties_are_known_only_where_they_are_given(place: Path) -> None:
    assert "`graphkit check mine` alone would not know MOPAC" in SAID
    assert any("nobody here is called 'MOPAC'" in problem for problem in problems(place / "mine"))


def test_a_file_is_called_after_its_reference(place: Path) -> None:
    assert "**1. One file**, called after its reference" in SAID
    (place / DECISION).rename(place / "mine" / "otters.yaml")
    (problem,) = problems(place / "data", place / "mine")
    assert problem.endswith("name the file pcd-9001.yaml")


# ---- what the comments in the file say -----------------------------------------------------------------


@pytest.fixture
def graph(place: Path) -> Iterator[Graph]:
    """The graph of the packaged data and the decision."""
    graphkit.build([str(place / "data"), str(place / "mine")], store=str(place / "store"), rdf=False)
    with graphkit.open(str(place / "store")) as found:
        yield found


def test_the_decision_is_built_beside_all_that_is_packaged(graph: Graph) -> None:
    packaged = graphkit.check()
    assert len(graph.decisions()["decisions"]) == len(packaged.decisions) + 1
    assert {fact.id for fact in packaged.facts} < {fact.id for fact in graph.content().facts}


def test_any_name_or_alias_names_a_party(graph: Graph) -> None:
    assert graph.organisation("The Otters")["id"] == "otter-trust"
    assert [row["funder"]["id"] for row in graph.who_funds("the otters")["funders"]] == ["mopac"]


def test_money_that_is_named_pays_on_and_nothing_else_pays(graph: Graph) -> None:
    answer = graph.trace("Heron House", "Otter Trust")
    assert [answer[key] for key in ("at_least", "estimate", "at_most")] == [Decimal(50000)] * 3
    assert [row["funder"]["id"] for row in graph.who_funds("Otter Trust")["ultimate"]] == ["heron-house"]


def test_a_field_and_a_fact_that_are_inferred_are_left_out_of_what_is_stated(graph: Graph) -> None:
    assert "`--stated-only` leaves out what you inferred" in SAID
    for stated_only in (False, True):
        facts = {
            row["id"]: row
            for rows in graph.decision("PCD 9001", Scope(stated_only=stated_only))["facts"].values()
            for row in rows
        }
        assert ("pcd-9001/follows-9000" in facts) is not stated_only
        assert ("restricted_to" in facts["pcd-9001/heron-mopac"]) is not stated_only


def test_both_tellings_are_kept_and_one_is_used(graph: Graph) -> None:
    (conflict,) = graph.conflicts("Otter Trust")["conflicts"]
    assert [(one["value"], one["used"]) for one in conflict["statements"]] == [("2025-03", True), ("2024-12", False)]


def test_the_date_is_not_guessed(graph: Graph) -> None:
    decision = graph.decision("PCD 9001")
    assert decision["date_signed"] is None
    assert graph.who_funds("Otter Trust", Scope(as_of="2026-01-01"))["funders"] == []


def test_an_earlier_decision_need_not_be_in_the_data(graph: Graph) -> None:
    (link,) = graph.lineage("PCD 9001")["earlier"]
    assert (link["kind"], link["stated"], link["earlier"]["reference"]) == ("follows", False, "PCD 9000")
    assert link["earlier"]["in_store"] is False


def test_the_words_that_the_comments_offer_are_those_of_the_ontology() -> None:
    fields = load().fields
    offered = re.findall(r"^  (\w+): (.* # or .*)$", FILES[DECISION], re.MULTILINE)
    assert [key for key, _ in offered] == ["amount_kind", "link"]
    for key, line in offered:
        assert sorted(re.split(r", | +# or ", line)) == sorted(fields[key].one_of)


# ---- the audit -----------------------------------------------------------------------------------------


def test_the_audit_is_clean_and_shows_the_decision_alone(place: Path) -> None:
    status, out = run(command("audit "), place)
    assert (status, re.findall(r"^PCD.*$", out, re.MULTILINE)) == (0, ["PCD 9001"])
    assert not re.search("not explained$", out, re.MULTILINE)
    findings = graphkit.audit([str(place / "data"), str(place / "mine")])
    assert [one for one in findings if not one.explained_by] == []
    assert "`graphkit audit data mine --unexplained`" in SAID
    assert run("graphkit audit data mine --unexplained", place)[0] == 0


@pytest.mark.parametrize("id", [one["id"] for one in yaml.safe_load(FILES[DECISION])["observations"]])
def test_without_an_observation_a_finding_is_not_explained(place: Path, id: str) -> None:
    assert "Without `end-told-twice`, its finding would say `not explained` and the exit status would be 1" in SAID
    without(place, id)
    status, out = run(command("audit "), place)
    assert status == (1 if id == "end-told-twice" else 0)
    assert len(re.findall(r"not explained$", out, re.MULTILINE)) == 1
    assert id != "end-told-twice" or re.search(r"^  violation  told-twice: .*\n +at .*, not explained$", out, re.MULTILINE)


# ---- the picture ---------------------------------------------------------------------------------------


def test_the_picture_holds_the_party_and_nobody_of_other_decisions(place: Path) -> None:
    for words in ("build", "view"):
        run(command(f"graphkit {words}"), place)
    page = (place / "network.html").read_text(encoding="utf-8")
    assert {name: name in page for name in ("Otter Trust", "Heron House", "Women in Prison")} == {
        "Otter Trust": True,
        "Heron House": True,
        "Women in Prison": False,
    }


# ---- into the repository -------------------------------------------------------------------------------


def test_the_decision_moves_into_the_data_when_the_counts_are_raised(place: Path) -> None:
    data = place / "copy"
    shutil.copytree(ROOT / "data", data)
    shutil.copy(place / DECISION, data / "decisions")
    with (data / "organisations.yaml").open("a", encoding="utf-8") as file:
        file.write(FILES[PARTIES].split("organisations:\n")[1])
    asserted = [re.search(r":(\d+):\d+: [\w.]+: (\d+) asserted, (\d+) found", problem) for problem in problems(data)]
    assert len(asserted) == 5
    card = (data / "dataset.yaml").read_text(encoding="utf-8").splitlines()
    for found in asserted:
        assert found
        card[int(found[1]) - 1] = card[int(found[1]) - 1].replace(found[2], found[3])
    (data / "dataset.yaml").write_text("\n".join(card), encoding="utf-8")
    assert [one for one in graphkit.audit([str(data)]) if not one.explained_by] == []
