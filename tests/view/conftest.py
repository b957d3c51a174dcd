"""A real browser, and pages in it that are watched: whatever a test does, they ask for nothing and nothing goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import graphkit
from graphkit.view import page
from tests.view.pages import RELATIONS, TRACES, Seen, country, rivers, scripts


def _opened(browser: Any, file: Path, html: str, address: str, **options: Any) -> Seen:
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
    seen = Seen(context.new_page())

    def dismissed(dialog: Any) -> None:
        seen.dialogs.append(dialog.message)
        dialog.dismiss()

    seen.page.on("request", lambda request: seen.requests.append(request.url))
    seen.page.on("console", lambda message: seen.messages.append(message.text))
    seen.page.on("pageerror", lambda error: seen.messages.append(str(error)))
    seen.page.on("dialog", dismissed)
    file.write_text(html, encoding="utf-8")
    seen.page.goto(file.as_uri() + address)
    if options.get("java_script_enabled", True):
        seen.until("window.graphkit !== undefined || document.querySelector('.notice[role=alert]')")
        seen.page.evaluate("window.opened = window.graphkit && structuredClone(graphkit.state)")
    return seen


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Seen]]:
    """Open a page from a file, as a reader would; ``address`` is what stands behind its name."""
    pages: list[Seen] = []

    def opened(html: str, address: str = "", **options: Any) -> Seen:
        pages.append(_opened(browser, tmp_path / f"page{len(pages)}.html", html, address, **options))
        return pages[-1]

    yield opened
    for seen in pages:
        seen.page.context.close()
    for seen in pages:
        seen.quiet()


@pytest.fixture
def graph() -> Any:
    return rivers()


@pytest.fixture
def relations() -> list[dict[str, Any]]:
    return [dict(relation) for relation in RELATIONS]


def _shared(browser: Any, folder: Path, html: str) -> Iterator[Seen]:
    seen = _opened(browser, folder / "page.html", html, "")
    yield seen
    seen.page.context.close()


@pytest.fixture(scope="session")
def rivers_page(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    html = page(rivers(), title="Rivers", relations=RELATIONS, attribution="Open licence", followed=TRACES, chosen="Three pairs.")
    yield from _shared(browser, tmp_path_factory.mktemp("rivers"), html)


@pytest.fixture(scope="session")
def country_page(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    html = page(country(), title="Country", relations=RELATIONS)
    yield from _shared(browser, tmp_path_factory.mktemp("country"), html)


@pytest.fixture
def seen(rivers_page: Seen) -> Iterator[Seen]:
    """The rivers, as they are when the page is opened."""
    rivers_page.reset()
    yield rivers_page
    rivers_page.quiet()


@pytest.fixture
def large(country_page: Seen) -> Iterator[Seen]:
    """A page of 2,000 organisations, as it is when it is opened."""
    country_page.reset()
    yield country_page
    country_page.quiet()


@pytest.fixture(scope="session")
def engine(browser: Any) -> Iterator[Callable[[str, str], Any]]:
    """What the page's scripts make of packed data: an expression of JavaScript, evaluated after them without a page."""
    context = browser.new_context()
    blank = context.new_page()
    blank.evaluate(
        """scripts => {
          const data = document.createElement('script');
          Object.assign(data, { type: 'text/plain', id: 'gk-data' });
          document.body.append(data);
          const run = new (async () => {}).constructor('asked', `${scripts}\\nreturn eval(asked)`);
          window.ask = (packed, asked) => { data.textContent = packed; return run(asked) } }""",
        scripts("model", "bundle"),
    )

    def asked(packed: str, expression: str) -> Any:
        return blank.evaluate("([packed, asked]) => window.ask(packed, asked)", [packed, expression])

    yield asked
    context.close()


@pytest.fixture(scope="session")
def shipped(family_folder: str) -> str:
    with graphkit.open(family_folder) as found:
        return found.view()


@pytest.fixture
def look(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Open a page; nothing that it does may end in an error."""
    contexts, errors = [], []

    def opened(html: str, address: str = "", viewport: tuple[int, int] = (1400, 900), **options: Any) -> Any:
        context = browser.new_context(viewport={"width": viewport[0], "height": viewport[1]}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text))
        file = tmp_path / f"page{len(contexts)}.html"
        file.write_text(html, encoding="utf-8")
        page.goto(f"{file.as_uri()}#{address}")
        page.wait_for_function("window.graphkit !== undefined")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture(name="rivers")
def _rivers(look: Callable[..., Any], graph: Any, relations: list[dict[str, Any]]) -> Any:
    return look(page(graph, title="Rivers", relations=relations))
