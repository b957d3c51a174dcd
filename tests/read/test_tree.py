"""YAML as a tree with places; what is no plain YAML is refused in words, at its line."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graphkit.tree import MAX_BYTES, MAX_DEPTH, Mapping, Scalar, Sequence, Unreadable, parse


def told(data: bytes) -> str:
    """Why a file cannot be read."""
    with pytest.raises(Unreadable) as caught:
        parse(data, "a.yaml", [])
    return str(caught.value)


def test_every_node_knows_its_line_and_column() -> None:
    root = parse(b"a: 1\nb:\n- x\n- {c: y}\n", "a.yaml", [])
    assert root == Mapping(
        1,
        1,
        {
            "a": Scalar(1, 4, "1", False),
            "b": Sequence(3, 1, [Scalar(3, 3, "x", False),
                                Mapping(4, 3, {"c": Scalar(4, 7, "y", False)}, {"c": Scalar(4, 4, "c", False)})]),
        },
        {"a": Scalar(1, 1, "a", False), "b": Scalar(2, 1, "b", False)},
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["2017/18", "2017-03-20", "1e3", "0x10", "no", "1_000", "12:30:45", ".inf", "010", "=", "<<", "PCD 172"]
)
def test_a_scalar_stays_the_text_that_was_written(text: str) -> None:
    assert parse(f"a: {text}".encode(), "a.yaml", []) == Mapping(
        1, 1, {"a": Scalar(1, 4, text, False)}, {"a": Scalar(1, 1, "a", False)}
    )


@pytest.mark.parametrize(
    ("written", "null"), [("", True), ("null", True), ("~", True), ("'null'", False), ('""', False), ("no", False)]
)
def test_only_an_unquoted_null_is_none(written: str, null: bool) -> None:
    root = parse(f"a: {written}".encode(), "a.yaml", [])
    assert isinstance(root, Mapping) and isinstance(root.entries["a"], Scalar) and root.entries["a"].null is null


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "a.yaml:1:1: an empty file; start with reference: and title:"),
        (b"# only a comment\n", "a.yaml:1:1: an empty file; start with reference: and title:"),
        (b"a: &x 1", "a.yaml:1:4: an anchor or alias; write the value out where it is used"),
        (b"a: 1\nb: *x", "a.yaml:2:4: an anchor or alias; write the value out where it is used"),
        (b"a: &x {b: *x}", "a.yaml:1:4: an anchor or alias; write the value out where it is used"),
        (b"a: !!python/object/apply:os.system [ls]",
         "a.yaml:1:4: the tag tag:yaml.org,2002:python/object/apply:os.system; leave the tag out"),
        (b"a: !mine b", "a.yaml:1:4: the tag !mine; leave the tag out"),
        (b"a: !!map {}", "a.yaml:1:4: the tag tag:yaml.org,2002:map; leave the tag out"),
        (b"a: 1\n---\nb: 2", "a.yaml:2:1: a second document; write one decision a file"),
        (b"? [a]\n: b", "a.yaml:1:3: a list or map as a key; write a word before the colon"),
        (b"{{a: b}: c}", "a.yaml:1:2: a list or map as a key; write a word before the colon"),
        (b"a: 1\nb: \xff\xfe", "a.yaml:2:1: a byte that is no UTF-8; save the file as UTF-8"),
        (b"a: \xed\xa0\x80", "a.yaml:1:1: a byte that is no UTF-8; save the file as UTF-8"),
        (b"a: '", "a.yaml:1:5: no YAML: found unexpected end of stream; check quotes, colons and indentation here"),
        (b"a: [1, 2\n", "a.yaml:2:1: no YAML: did not find expected ',' or ']'; check quotes, colons and indentation here"),
    ],
)  # fmt: skip
def test_what_is_no_plain_yaml_is_refused_at_its_place(data: bytes, said: str) -> None:
    assert told(data) == said


@pytest.mark.parametrize(
    "data", [b"a: \x00", b"\x7fELF\x02\x01", b"a: \x07", b"\x89PNG\r\n\x1a\n", b"a:\n\tb: 1", b"a: b: c", b"\x00" * 1000]
)
def test_binary_junk_is_no_yaml(data: bytes) -> None:
    assert "; " in told(data)


@pytest.mark.parametrize("opening", [b"[", b"{a: ", b"- ", b"? "])
def test_ten_thousand_levels_are_refused_and_no_stack_ends(opening: bytes) -> None:
    assert told(opening * 10_000).startswith("a.yaml:1:")


def test_the_deepest_nesting_that_is_allowed_is_read() -> None:
    assert isinstance(parse(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, "a.yaml", []), Sequence)


def test_one_level_more_than_allowed_is_refused() -> None:
    assert f"more than {MAX_DEPTH} levels" in told(b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1))


def test_a_huge_file_is_refused_before_it_is_read() -> None:
    before = time.process_time()
    assert told(b"a: b\n" * (MAX_BYTES // 5 + 1)) == "a.yaml:1:1: the file is larger than 2 MiB; split it: one decision a file"
    assert time.process_time() - before < 0.5


def test_a_laughing_bomb_is_refused_at_its_first_anchor() -> None:
    lines = [b"a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [b"a%d: &a%d [%s]" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 30)]
    assert told(b"\n".join(lines)) == "a.yaml:1:5: an anchor or alias; write the value out where it is used"


def test_every_repeated_key_is_told_and_the_first_is_kept() -> None:
    problems: list[object] = []
    root = parse(b"a: 1\na: 2\nb: {c: 1, c: 2}\na: 3", "x.yaml", problems)  # type: ignore[arg-type]
    assert [str(problem) for problem in problems] == [
        "x.yaml:2:1: a stands twice (first in line 1); keep one",
        "x.yaml:3:11: c stands twice (first in line 3); keep one",
        "x.yaml:4:1: a stands twice (first in line 1); keep one",
    ] and isinstance(root, Mapping) and root.entries["a"] == Scalar(1, 4, "1", False)  # fmt: skip


def test_a_byte_order_mark_does_not_matter() -> None:
    root = parse(b"\xef\xbb\xbfa: 1", "a.yaml", [])
    assert isinstance(root, Mapping) and list(root.entries) == ["a"]


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
def test_any_line_ending_makes_a_line(ending: bytes) -> None:
    root = parse(b"a: 1" + ending + b"b: 2", "a.yaml", [])
    assert isinstance(root, Mapping) and root.keys["b"].line == 2


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | st.text("ab:-{}[]#&*!|>'\"%@`,? \n\t0\x00\x85\u2028", max_size=60).map(str.encode))
@example(b"%YAML 9.9\n---\na")
@example(b"%TAG ! tag:x,2000:\n---\n!a b")
@example(b"--- >\n a")
@example(b"...\n...\n")
@example(b'"\\ud800"')
@example(b'"\\U00110000"')
@example(b"? ")
@example(b": ")
@example(b"<<: {a: b}")
def test_any_bytes_are_a_tree_or_unreadable(data: bytes) -> None:
    try:
        node = parse(data, "a.yaml", [])
    except Unreadable as error:
        problem = error.problem
        assert (problem.file, bool(problem.what and problem.instead)) == ("a.yaml", True)
    else:
        assert isinstance(node, (Scalar, Sequence, Mapping))
