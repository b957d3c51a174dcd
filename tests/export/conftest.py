"""A store of the packaged data, once for all tests of a run."""

from collections.abc import Iterator

import pytest

from graphkit.builder import build
from graphkit.store import Store


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = str(tmp_path_factory.mktemp("packaged"))
    build([], folder, rdf=False)
    with Store.open(folder) as opened:
        yield opened
