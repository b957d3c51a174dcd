"""What all tests share: a store of the packaged data, and small data folders. The cache is set in the root."""

import os
import shutil
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from five import first_five
from hypothesis import HealthCheck, settings

import graphkit
from graphkit.errors import InputError
from graphkit.model import Content
from graphkit.store import Store

# How long an example takes says more about the machine and its other work than about graphkit.
# Examples are the same in each run: a check that fails must fail again, and one that passes let others land.
settings.register_profile(
    "graphkit", deadline=None, derandomize=True, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("graphkit")


@pytest.fixture(scope="session", autouse=True)
def _cache_of_this_run(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Fail at once where the cache is the user's own after all."""
    assert Path(os.environ["GRAPHKIT_CACHE"]).name.startswith("graphkit-tests-")


@pytest.fixture(scope="session")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder that holds a store of the first five decisions. To be read: who changes it copies it first."""
    folder = tmp_path_factory.mktemp("store")
    graphkit.build([first_five(tmp_path_factory.mktemp("five"))], store=str(folder))
    return str(folder)


@pytest.fixture(scope="session")
def family_folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder that holds a store of all packaged data. To be read."""
    folder = str(tmp_path_factory.mktemp("family"))
    graphkit.build(store=folder)
    return folder


@pytest.fixture
def family_store(family_folder: str) -> Iterator[Store]:
    """The store of all packaged data, open."""
    with Store.open(family_folder) as found:
        yield found


@pytest.fixture
def family(family_folder: str) -> Iterator[graphkit.Graph]:
    """The graph of all packaged data."""
    with graphkit.open(family_folder) as found:
        yield found


@pytest.fixture(scope="session")
def store(store_folder: str) -> Iterator[Store]:
    """The store of the first five decisions, open."""
    with Store.open(store_folder) as found:
        yield found


@pytest.fixture
def graph(store_folder: str) -> Iterator[graphkit.Graph]:
    """The graph of the first five decisions."""
    with graphkit.open(store_folder) as found:
        yield found


#: Four invented parties, for small data folders.
PARTIES = """organisations:
- {id: north, name: North Council, kind: local authority, aliases: [Northern Council]}
- {id: south, name: South Council, kind: local authority}
- {id: trust, name: Otter Trust, kind: charity}
- {id: clerk, name: Clerk, kind: role}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """A data folder: the four parties, and the decision X 1 with this text after its head."""

    def made(body: str = "", head: str = "reference: X 1\ntitle: Invented\n", parties: str = PARTIES, **more: str) -> Path:
        place = tmp_path / "small"
        place.mkdir(exist_ok=True)
        for name, text in {"organisations": parties, "x-1": head + body, **more}.items():
            (place / f"{name.replace('_', '-')}.yaml").write_text(text, encoding="utf-8")
        return place

    return made


@pytest.fixture
def content(folder: Callable[..., Path]) -> Callable[..., Content]:
    """What a data folder says, see ``folder``."""
    return lambda *words, **more: graphkit.check([str(folder(*words, **more))])


@pytest.fixture
def said(folder: Callable[..., Path]) -> Callable[..., list[str]]:
    """What is told to be wrong with a data folder, without the folder's name; see ``folder``."""

    def problems(*words: str, **more: str) -> list[str]:
        place = folder(*words, **more)
        try:
            graphkit.check([str(place)])
        except InputError as error:
            return [str(problem).removeprefix(f"{place}{os.sep}") for problem in error.problems]
        return []

    return problems


_ARGS = [  # a browser that asks for nothing by itself
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A real browser."""
    path = os.environ.get("GRAPHKIT_CHROMIUM") or shutil.which("chromium")
    if not path:
        if os.environ.get("CI"):
            pytest.fail("no chromium found, and on CI the pages must be looked at")
        pytest.skip("no chromium: set GRAPHKIT_CHROMIUM to the path of one")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """A script that finds what is not accessible."""
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
