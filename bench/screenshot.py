"""A picture of the page that heads the README: the explorer of the packaged decisions in a real browser.

::

    python bench/screenshot.py docs/explorer.png

Needs Playwright and a Chromium ($GRAPHKIT_CHROMIUM, or the one on the path).
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from graphkit.api import open as open_graph

#: Who is looked at, in the words of the page's address.
VIEW = "#near=women-in-prison&hops=3&from=nhs-england&to=women-in-prison"


def main(file: str) -> None:
    """Write the screenshot."""
    browser = os.environ.get("GRAPHKIT_CHROMIUM") or shutil.which("chromium") or sys.exit("no chromium: set GRAPHKIT_CHROMIUM")
    with tempfile.TemporaryDirectory() as folder, open_graph() as graph, sync_playwright() as playwright:
        page = Path(folder, "network.html")
        page.write_text(graph.view(), encoding="utf-8")
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        tab = chromium.new_page(viewport={"width": 1400, "height": 900})
        tab.goto(page.as_uri() + VIEW)
        tab.wait_for_function("window.graphkit !== undefined")
        tab.evaluate("document.fonts.ready")
        tab.wait_for_timeout(500)  # the second drawing
        tab.screenshot(path=file)
        chromium.close()


if __name__ == "__main__":
    main(sys.argv[1])
