"""What is made of a whole store, by another process."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from graphkit.serving import making, site
from graphkit.serving.once import Once
from graphkit.serving.protocol import Refused
from graphkit.store import current


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """The end of some work; in a thread, for a browser's loop may run in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def test_what_is_made_of_a_build_is_made_once():
    made = []

    async def make(build):
        made.append(build)
        await asyncio.sleep(0.01)
        return build.upper()

    async def asked():
        once = Once(make)
        return [*await asyncio.gather(*(once.of("a") for _ in range(3))), await once.of("b"), await once.of("b")]

    assert run(asked()) == ["A", "A", "A", "B", "B"]
    assert made == ["a", "b"]


def test_a_page_that_cannot_be_made_is_refused_and_the_server_goes_on(tmp_path):
    with pytest.raises(Refused, match="the explorer could not be made"):
        run(site._made("explorer", str(tmp_path / "nothing")))


def test_what_another_process_makes_is_what_this_one_would(store_folder):
    build = current(store_folder)
    assert run(site._made("audit", build)) == making.findings(build)


def test_the_explorer_brings_a_policy_that_allows_its_own_scripts_alone(store_folder):
    made = making.explorer(current(store_folder))
    assert "'sha256-" in made["policy"]
    assert made["policy"].endswith("frame-ancestors 'none'")


def test_findings_beyond_the_most_are_counted_and_not_shown(store_folder, monkeypatch):
    monkeypatch.setattr(making, "MOST_FINDINGS", 2)
    made = making.findings(current(store_folder))
    assert (len(made["findings"]), made["cut"]) == (2, 2)
    assert made["finding_count"] > 2
