"""Servers that run: of small RDF data, and of a store."""

from collections.abc import Iterator

import pytest
from running import Served, serving

#: Two named graphs and a default one, invented.
DATA = """@prefix : <http://example.org/> .
:a :p "default" ; :q 1 .
:one { :a :p "one" ; :q 2 . :b :p "eins"@de . }
:two { :a :p "two" . }
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of a file with a default graph and two named ones."""
    file = tmp_path_factory.mktemp("data") / "small.trig"
    file.write_text(DATA)
    with serving("--data", str(file)) as served:
        yield served


@pytest.fixture(scope="module")
def served(store_folder: str) -> Iterator[Served]:
    """A server of the store of the first five decisions."""
    with serving("--store", store_folder) as found:
        yield found
