"""CSV: one table of parties, decisions and facts (see :mod:`graphkit.read.tables`). Nothing is lost."""

import csv
import io
from typing import BinaryIO

from graphkit.model import Content
from graphkit.ontology import Ontology
from graphkit.read.tables import COLUMNS, rows

NAMES = ("csv",)


def write(content: Content, ontology: Ontology, name: str, out: BinaryIO) -> list[str]:
    """Write content as one table with a heading; one row for each record."""
    line = io.StringIO(newline="")
    table = csv.writer(line, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for row in rows(content, ontology):
        table.writerow(row)
        out.write(line.getvalue().encode())
        line.seek(0)
        line.truncate()
    out.write(line.getvalue().encode())
    return []
