"""Decision files and organisation files: every fault at once, each at its place, never a traceback."""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graphkit import builder, schema
from graphkit.auditing import NAMES
from graphkit.errors import InputError, Problem
from graphkit.facts import collect
from graphkit.model import Content
from graphkit.ontology import Relation, load
from graphkit.provenance import describe
from graphkit.quads import quads
from graphkit.read import Reading, decisions

GOLDEN = Path(__file__).parent.parent / "golden"
DATA = Path(__file__).parent.parent.parent / "data"
Said = Callable[..., list[str]]


def test_a_folder_with_many_faults_is_told_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(GOLDEN)
    with pytest.raises(InputError) as caught:
        builder.check(["bad"])
    if "GRAPHKIT_WRITE_GOLDEN" in os.environ:
        (GOLDEN / "bad.txt").write_text(f"{caught.value}\n", encoding="utf-8")
    assert f"{caught.value}\n" == (GOLDEN / "bad.txt").read_text(encoding="utf-8")


def test_faults_are_told_in_the_order_of_their_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(GOLDEN)
    with pytest.raises(InputError) as caught:
        builder.check(["bad/x-1.yaml", "bad/organisations.yaml", "bad/dataset.yaml"])
    places = [problem[:3] for problem in caught.value.problems]
    assert places == sorted(places)


def test_the_hint_counts_the_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(GOLDEN)
    with pytest.raises(InputError) as caught:
        builder.check(["bad"])
    assert caught.value.hint == f"{len((GOLDEN / 'bad.txt').read_text().splitlines())} problems; nothing was changed"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", ["x-1.yaml:1:1: an empty file; start with reference: and title:"]),
        ("- a\n- b\n", ["x-1.yaml:1:1: no keys; start with reference: and title:, or organisations:"]),
        ("just words", ["x-1.yaml:1:1: no keys; start with reference: and title:, or organisations:"]),
        ("title: T\n", ["x-1.yaml:1:1: no reference; start with reference: PCD 172"]),
        ("reference: null\ntitle: T\n", ["x-1.yaml:1:12: no reference; start with reference: PCD 172"]),
        ("reference: [X 1]\ntitle: T\n", ["x-1.yaml:1:12: no reference; start with reference: PCD 172"]),
        (
            "reference: X 2\ntitle: T\n",
            ["x-1.yaml:1:12: the reference 'X 2' does not fit the file's name; name the file x-2.yaml"],
        ),
        ("reference: X 1\n", ["x-1.yaml:1:1: no title; add title:"]),
        ("reference: X 1\ntitle: T\nflows: {}\n", ["x-1.yaml:3:8: flows: no list; write - id: ... for each"]),
        ("reference: X 1\ntitle: T\nflos: []\n", ["x-1.yaml:3:1: no such key: flos; write flows"]),
    ],
)
def test_a_file_of_another_shape_is_told_what_to_start_with(said: Said, text: str, wrong: list[str]) -> None:
    assert said(head=text) == wrong


def test_a_section_may_be_empty(said: Said) -> None:
    assert said("flows:\nbudgets: []\ndelegations: null\n") == []


def test_a_title_must_say_something(said: Said) -> None:
    assert len(said(head="reference: X 1\ntitle: null\n")) == 1


def test_bounds_of_a_date_may_be_null_as_all_else(said: Said) -> None:
    assert said("date_signed: 2020\ndate_between: null\n") == []


def test_an_organisations_file_holds_nothing_else(said: Said) -> None:
    wrong = said(parties="organisations: []\nflows: []\n")
    assert [line.split(";")[0] for line in wrong] == ["organisations.yaml:2:1: no such key: flows"]


def test_a_second_file_of_one_decision_is_refused(said: Said, folder: Callable[..., Path]) -> None:
    again = folder() / "more"
    again.mkdir()
    (again / "x-1.yaml").write_text("reference: X 1\ntitle: Again\n")
    assert said() == ["x-1.yaml:1:1: a second file for x-1; keep one"]


def test_a_slug_that_cannot_be_made_still_gets_a_hint(said: Said) -> None:
    (wrong,) = said(parties="organisations:\n- {id: '!!!', name: N, kind: charity}\n")
    assert wrong.split("write ", 1)[1].strip()


def test_an_identifier_needs_scheme_and_value(said: Said) -> None:
    wrong = said(parties="organisations:\n- {id: n, name: N, kind: charity, identifiers: {gss: null, 'a:b': c}}\n")
    assert len(wrong) == 2


def test_an_asserted_count_is_held_against_the_folder(said: Said) -> None:
    wrong = said(dataset="publisher: P\nassertions:\n  decisions: 2\n  organisations: 4\n")
    assert wrong == ["dataset.yaml:3:14: decisions: 2 asserted, 1 found; write the count, or find what is missing"]


def test_a_count_of_thousands_of_digits_is_a_problem_and_no_crash(said: Said) -> None:
    assert len(said(dataset=f"publisher: P\nassertions: {{decisions: {'1' * 5000}}}\n")) == 1


def test_a_count_of_something_that_there_is_not_is_refused(said: Said) -> None:
    assert len(said(dataset="publisher: P\nassertions: {facts: {flowz: 0}}\n")) == 1


def test_files_that_are_not_there_are_told_like_other_faults(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        builder.check([str(tmp_path / "gone.yaml"), str(tmp_path / "gone.docx")])
    assert [(problem.what, problem.line) for problem in caught.value.problems] == [
        ("there is no such file or folder", 1),
        ("there is no such file or folder", 1),
    ]


def test_a_folder_without_any_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        builder.check([str(tmp_path)])


# ---- whatever a file holds -----------------------------------------------------------------------------

ONTOLOGY = load()


def checked(files: dict[str, bytes]) -> Content | list[Problem]:
    """The content of files, or what is wrong with them: nothing else may come of any bytes.

    Content that is accepted must also go into a store, or a build would fail without a word on the file.
    """
    problems: list[Problem] = []
    sheets = tuple(decisions.read(data, name, ONTOLOGY, problems) for name, data in files.items())
    content = collect(Reading(sheets, ()), ONTOLOGY, problems)
    assert all(problem.file in files and problem.line >= 1 and problem.column >= 1 for problem in problems)
    if problems:
        return problems
    db = schema.create(":memory:")
    schema.fill(db, content, ONTOLOGY, {})
    db.close()
    assert sum(1 for _ in (*quads(content, ONTOLOGY), *describe(content)))
    return content


PARTIES = {"organisations.yaml": (DATA / "organisations.yaml").read_bytes()}
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in sorted((DATA / "decisions").glob("*.yaml"))}
FEW = {
    "organisations.yaml": b"organisations:\n- {id: lambeth, name: Lambeth, kind: charity}\n"
    b"- {id: bexley, name: Bexley, kind: charity}\n"
    b"- {id: mopac, name: MOPAC, kind: charity}\n- {id: catch, name: CATCH, kind: programme}\n"
}
#: Two short files, so that a mutation meets every kind of line soon.
SHORT = ("pcd-172.yaml", "pcd-1514.yaml")
SCRAPS = (
    "null", "~", "{}", "[]", "[[]]", "{joint: [MOPAC]}", "{joint: [{joint: [MOPAC, Lambeth]}, Bexley]}", "{unnamed: x}",
    "{unnamed: }",
    "{told: []}", "{told: [{value: 1, locators: []}, {value: null, locators: [a]}]}", "9999-12", "0001", "9999/00", "1e3", "-1",
    "own", "[own]", "'", '"\\0"', "&a x", "*a", "!!int 5", "1" * 5000, "2017/18", "{2017/18: 5}", "true", "x" * 3000,
)  # fmt: skip


def mutated(text: str, chance: random.Random) -> str:
    """A text with some of its lines swapped, left out, doubled, indented, or given another value."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 3)):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(6):
            case 0:
                lines[at], lines[other] = lines[other], lines[at]
            case 1:
                del lines[at]
            case 2:
                lines.insert(other, lines[at])
            case 3:
                lines[at] = "  " + lines[at]
            case 4 | 5:
                lines[at] = lines[at].split(":")[0] + ": " + chance.choice(SCRAPS)
    return "\n".join(lines)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
@example(b"reference: X 1\ntitle: T\nurl: 'https://['\n")
@example(b"organisations: {a: b}")
@example(b"publisher: x\nassertions: [[1]]")
def test_any_bytes_are_content_or_problems(data: bytes) -> None:
    assert checked({"x-1.yaml": data})


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(SHORT), st.integers(0, 2**32))
def test_a_file_with_its_lines_mixed_up_is_content_or_problems(name: str, seed: int) -> None:
    changed = mutated(TEXTS[name], random.Random(seed))
    assert checked(PARTIES | {name: changed.encode()})


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32))
def test_parties_with_their_lines_mixed_up_are_content_or_problems(seed: int) -> None:
    changed = mutated(PARTIES["organisations.yaml"].decode(), random.Random(seed))
    assert checked({"organisations.yaml": changed.encode(), "pcd-172.yaml": TEXTS["pcd-172.yaml"].encode()})


#: A value of each form that is in order.
GOOD = {
    "text": "words", "texts": "[a, b]", "flag": "true", "count": "5", "money": "5", "number": "9", "numbers": "[4, 5]",
    "date": "2017-03", "year": "2017/18", "years": "[2017/18]", "schedule": "{2017/18: 5}", "party": "Lambeth",
    "parties": "[Lambeth, Bexley]", "programme": "CATCH", "fact": "a", "facts": "a", "sources": "own",
    "decision": "PCD 9", "decisions": "[PCD 9]",
    "evidence": '[{locator: "1.1", start: 0, end: 4, words: paid, rule: award}]',
}  # fmt: skip


#: Facts that a fact may name, by their kind: no fact restates itself or is its own authority.
OTHERS = {
    "flow": "- {id: b, funder: Lambeth, recipient: Bexley, amount: null, stage: proposed, locators: [a]}",
    "envelope": "- {id: c, owner: Lambeth, amount: null, locators: [a]}",
}
NAMED = {"flow": "b", "envelope": "c", None: "[b, c]"}


def written(relation: Relation, scraps: dict[str, str]) -> str:
    """A decision with one fact of a kind, all of its fields in order but for the scraps, and the facts that it names."""
    sections = {ONTOLOGY.relations[name].section: [line] for name, line in OTHERS.items()}
    lines = sections.setdefault(relation.section, [])
    lines.append("- id: a")
    for key in relation.fields:
        field = ONTOLOGY.fields[key]
        good = NAMED[field.range] if field.form in ("fact", "facts") else GOOD[field.form]
        good = NAMES[0] if key == "explains" else good
        good = "Bexley" if key == relation.object else field.one_of[0] if field.one_of else good
        good = "[]" if key == "inferred" else good  # not every kind has a field that may be inferred by itself
        lines.append(f"  {key}: {scraps.get(key) or good}")
    listed = (line for section, found in sections.items() for line in (f"{section}:", *found))
    return "\n".join(["reference: PCD 1", "title: T", *listed]) + "\n"


@pytest.mark.parametrize("name", sorted(ONTOLOGY.relations))
def test_a_fact_with_every_field_that_its_kind_may_have_is_content(name: str) -> None:
    found = checked(PARTIES | {"pcd-1.yaml": written(ONTOLOGY.relations[name], {}).encode()})
    assert isinstance(found, Content)


@pytest.mark.parametrize("name", sorted(ONTOLOGY.relations))
@pytest.mark.parametrize("scrap", SCRAPS, ids=lambda scrap: scrap[:30])
def test_a_scrap_in_any_one_field_is_content_or_problems(name: str, scrap: str) -> None:
    relation = ONTOLOGY.relations[name]
    for key in relation.fields:
        assert checked(FEW | {"pcd-1.yaml": written(relation, {key: scrap}).encode()})


HEAD_KEYS = ("title", "url", "date_signed", "date_between", "decided_by", "programmes", "cites", "notes")


@pytest.mark.parametrize("key", HEAD_KEYS)
@pytest.mark.parametrize("scrap", SCRAPS, ids=lambda scrap: scrap[:30])
def test_a_scrap_in_the_head_is_content_or_problems(key: str, scrap: str) -> None:
    lines = {"title": "T"} | {key: scrap}
    text = "reference: PCD 1\n" + "".join(f"{name}: {value}\n" for name, value in lines.items())
    assert checked(FEW | {"pcd-1.yaml": text.encode()})


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/a b", "https://[", "https://", "https://x.example/%zz", "https://x.example/é", "https://x.example/<>",
        "https://exa mple/", "http://x:99999999/", "https://x.example/#a#b", "https://x.example/\\n", "http://x.example/a?b=c&d=[e]#f",
    ],
)  # fmt: skip
def test_an_address_is_content_or_a_problem(url: str) -> None:
    assert checked(FEW | {"pcd-1.yaml": f'reference: PCD 1\ntitle: T\nurl: "{url}"\n'.encode()})


ONE = (
    "reference: X 1\ntitle: T\nflows:\n- {id: a, funder: North, recipient: Trust, amount: null, stage: recieved, locators: [a]}\n"
)


def problems(folder: Path) -> list[str]:
    """What is wrong with the files of a folder, without their names."""
    with pytest.raises(InputError) as caught:
        builder.check([str(folder)])
    return [f"{problem.what}; {problem.instead}" for problem in caught.value.problems]


def test_without_any_parties_the_file_of_the_parties_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "x-1.yaml").write_text(ONE)
    assert "funder: nobody here is called 'North'; give the file of the parties too, such as organisations.yaml" in problems(
        tmp_path
    )


def test_parties_in_the_file_of_a_decision_are_one_problem(tmp_path: Path) -> None:
    (tmp_path / "x-1.yaml").write_text(
        ONE.replace("recieved", "received") + "organisations:\n- {id: n, name: North, kind: charity}\n"
    )
    assert problems(tmp_path)[-1] == "organisations in the file of a decision; keep organisations in a file of their own"


def test_a_word_that_is_misspelt_is_answered_with_the_nearest_first(tmp_path: Path) -> None:
    (tmp_path / "x-1.yaml").write_text(ONE)
    (said,) = [line for line in problems(tmp_path) if line.startswith("stage")]
    assert said.startswith("stage: 'recieved' is none of its words; write received, or another of proposed, ")
