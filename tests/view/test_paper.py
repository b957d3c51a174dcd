"""What stands on paper: the picture, how to read it, the evidence and its sources; nothing to press."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from graphkit.view import page

nx = pytest.importorskip("networkx")
pdfplumber = pytest.importorskip("pdfplumber")

VIEW = "[graphkit.network.getScale(), ...Object.values(graphkit.network.getViewPosition())].map(Math.round)"


def _rendered(sheet: Any, image: dict[str, Any]) -> Any:
    """What a reader sees where a picture stands, in shades of grey."""
    box = [max(0, image["x0"]), max(0, image["top"]), min(sheet.width, image["x1"]), min(sheet.height, image["bottom"])]
    return sheet.crop(box).to_image(resolution=72).original.convert("L")


def _printed(seen: Any) -> tuple[str, list[Any]]:
    with pdfplumber.open(io.BytesIO(seen.page.pdf(format="A4"))) as paper:
        sheets = list(paper.pages)
        pictures = [_rendered(sheet, image) for sheet in sheets for image in sheet.images]
        return " ".join((sheet.extract_text() or "").replace("\n", " ") for sheet in sheets), pictures


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_its_key_the_evidence_and_the_sources_are_printed_light_and_without_controls(
    show: Callable[..., Any], graph: Any, relations: list[dict[str, Any]], scheme: str
) -> None:
    seen = show(page(graph, title="Rivers", relations=relations, attribution="Open licence"), color_scheme=scheme)
    seen.page.evaluate("graphkit.select('grant')")
    before = seen.page.evaluate(VIEW)
    text, pictures = _printed(seen)
    for told in ("Rivers", "How to read the picture", "Thickness", "£95,000", "Sources", "D 7", "Open licence"):
        assert told in text, told
    assert "https://example.org/d1" in text
    for pressed in ("Follow the money", "Filters", "Find an organisation", "Close", "Fit", "Table", "Drag to move"):
        assert pressed not in text, pressed
    assert len(pictures) == 1
    assert pictures[0].width > 400
    shades = pictures[0].tobytes()
    assert sum(shades) / len(shades) > 200  # light, whatever the screen is
    assert min(shades) < 110  # and names are dark on it
    # The screen is as it was.
    assert seen.page.evaluate(VIEW) == before
    assert seen.page.locator("#gk-print canvas").count() == 0
    card = seen.page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--card').trim()")
    assert (card == "#ffffff") == (scheme == "light")


def test_a_picture_longer_than_paper_goes_on_on_the_next_sheet(show: Callable[..., Any], relations: list[dict[str, Any]]) -> None:
    graph = nx.MultiDiGraph()
    for i in range(40):
        graph.add_edge("Payer", f"Paid {i}", key=str(i), relation="flow", carries="money", directed=True, amount=None)
    seen = show(page(graph, title="Many", relations=relations))
    seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    sheets = seen.page.eval_on_selector_all("#gk-print canvas", "all => all.map(one => [one.width, one.height])")
    assert len(sheets) > 1
    assert all(height <= 1.3 * width + 1 for width, height in sheets)
    # All of it is there.
    cards = seen.page.evaluate("[...graphkit.scene().cards.values()].map(card => card.y + card.height / 2)")
    wide = seen.page.evaluate("Math.max(...[...graphkit.scene().cards.values()].map(card => card.x + card.width / 2))")
    assert sum(height for _, height in sheets) / sheets[0][0] * wide > max(cards) * 0.95


def test_only_the_table_is_printed_where_the_table_is_looked_at(seen: Any) -> None:
    seen.page.evaluate("graphkit.go({tab: 'table'})")
    text, pictures = _printed(seen)
    assert pictures == []
    assert "Otter Trust" in text
    assert "Previous" not in text
