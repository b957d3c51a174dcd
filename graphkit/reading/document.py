"""What a decision document is made of: its text, and the blocks of it, each with the place it is cited by."""

from typing import Literal, NamedTuple

from graphkit.names import decision_id

Kind = Literal["title", "field", "heading", "paragraph", "item", "row", "boilerplate"]


class Line(NamedTuple):
    """A line of a file: what every format gives and the builder reads. A blank line parts paragraphs.

    ``cells`` are those of a table's row, blank ones too; ``exact`` says that the format knows where each
    of them stands. ``indent`` is how far in the line begins.
    """

    text: str
    cells: tuple[str, ...] = ()
    exact: bool = False
    indent: int = 0
    chrome: bool = False


class Block(NamedTuple):
    """A part of a document: ``text`` is ``Document.text[start:end]``, without its number or bullet.

    ``number`` is as printed, or as counted where the file lost it (``counted``). ``locator`` is the place as
    a reader cites it; empty for boilerplate, which nobody cites. ``cells`` are those of a table's row.
    """

    kind: Kind
    text: str
    start: int
    end: int
    section: str
    number: str = ""
    counted: bool = False
    locator: str = ""
    cells: tuple[str, ...] = ()


class Document(NamedTuple):
    """A decision document, read but not yet understood.

    ``references`` are its own references as written, each spelling once; ``date_signed`` is a date or None,
    and ``blank`` names the fields of the page that stand there empty. ``decided_by`` is the role as written,
    without the person's name. ``notes`` say what was ambiguous and was left open.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    references: tuple[str, ...] = ()
    date_signed: str | None = None
    decided_by: str | None = None
    layout: str = "page"
    blank: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that the references stand for, each once: more than one is a page that contradicts itself.

        >>> Document("", (), references=("PCD 12", "PCD12")).ids
        ('pcd-12',)
        """
        return tuple(dict.fromkeys(decision_id(reference) for reference in self.references))
