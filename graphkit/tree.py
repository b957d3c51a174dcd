"""YAML text → a tree of nodes that know their line and column.

The text is taken as events, one by one: nothing in a file can make a program run, refer to another
part of the file, or nest until the stack ends. A scalar stays the text that was written; what it means
is the business of the form it is read as, so that 2017/18 is no date, 1e3 no number and no is no flag.
"""

from typing import NamedTuple

import yaml

from graphkit.errors import Problem

#: Limits for one file; the largest real decision is a hundredth of either.
MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 20


class Scalar(NamedTuple):
    """Text as written; ``quoted`` tells "null" the word from null the absence."""

    line: int
    column: int
    text: str
    quoted: bool

    @property
    def null(self) -> bool:
        """Whether this is YAML's null."""
        return not self.quoted and self.text in ("", "null", "~", "Null", "NULL")


class Sequence(NamedTuple):
    """A list of nodes."""

    line: int
    column: int
    items: "list[Node]"


class Mapping(NamedTuple):
    """Keys and nodes, in the order of the file."""

    line: int
    column: int
    entries: "dict[str, Node]"
    keys: "dict[str, Scalar]"


Node = Scalar | Sequence | Mapping


class Unreadable(Exception):
    """The file cannot be read as YAML; holds the one problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def parse(data: bytes, file: str, problems: list[Problem]) -> Node:
    """The tree of one YAML document. Repeated keys are reported; what is no YAML raises Unreadable.

    >>> found = []
    >>> parse(b"reference: PCD 172", "a.yaml", found).entries["reference"]
    Scalar(line=1, column=12, text='PCD 172', quoted=False)
    """

    def refuse(line: int, column: int, what: str, instead: str) -> Unreadable:
        return Unreadable(Problem(file, line, column, what, instead))

    if len(data) > MAX_BYTES:
        raise refuse(1, 1, f"the file is larger than {MAX_BYTES // 1024**2} MiB", "split it: one decision a file")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refuse(line, 1, "a byte that is no UTF-8", "save the file as UTF-8") from None
    root: Node | None = None
    open_nodes: list[Sequence | Mapping] = []
    open_keys: list[Scalar | None] = []
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            mark = event.start_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise refuse(line, column, "an anchor or alias", "write the value out where it is used")
            if getattr(event, "tag", None) not in (None, "!"):
                raise refuse(line, column, f"the tag {getattr(event, 'tag', None)}", "leave the tag out")
            node: Node
            if isinstance(event, yaml.ScalarEvent):
                node = Scalar(line, column, event.value, event.style in ("'", '"', "|", ">"))
            elif isinstance(event, yaml.SequenceStartEvent):
                node = Sequence(line, column, [])
            elif isinstance(event, yaml.MappingStartEvent):
                node = Mapping(line, column, {}, {})
            elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                open_nodes.pop()
                open_keys.pop()
                continue
            elif isinstance(event, yaml.DocumentStartEvent) and root is not None:
                raise refuse(line, column, "a second document", "write one decision a file")
            else:
                continue
            if not open_nodes:
                root = node
            elif isinstance(parent := open_nodes[-1], Sequence):
                parent.items.append(node)
            elif (key := open_keys[-1]) is None:
                if not isinstance(node, Scalar):
                    raise refuse(line, column, "a list or map as a key", "write a word before the colon")
                open_keys[-1] = node
            else:
                if key.text in parent.entries:
                    first = parent.keys[key.text].line
                    problems.append(
                        Problem(file, key.line, key.column, f"{key.text} stands twice (first in line {first})", "keep one")
                    )
                else:
                    parent.entries[key.text] = node
                    parent.keys[key.text] = key
                open_keys[-1] = None
            if not isinstance(node, Scalar):
                if len(open_nodes) >= MAX_DEPTH:
                    raise refuse(line, column, f"more than {MAX_DEPTH} levels", "write it flatter")
                open_nodes.append(node)
                open_keys.append(None)
    except yaml.MarkedYAMLError as error:
        spot = error.problem_mark or error.context_mark
        place = (spot.line + 1, spot.column + 1) if spot else (1, 1)
        raise refuse(*place, f"no YAML: {error.problem}", "check quotes, colons and indentation here") from None
    except yaml.YAMLError as error:
        raise refuse(1, 1, f"no YAML: {str(error).splitlines()[0]}", "remove control characters") from None
    if root is None:
        raise refuse(1, 1, "an empty file", "start with reference: and title:")
    return root
