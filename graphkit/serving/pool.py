"""The server's side of a keeper: so many queries at once, the others wait a moment or are sent away.

A new build of the store gets a keeper of its own; the old one ends when its last query has.
"""

import asyncio
import contextlib
import json
import os
import struct
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from graphkit.errors import StoreError
from graphkit.serving.limits import LIMITS, Limits
from graphkit.serving.protocol import Refused

_LENGTH = struct.Struct(">IB")


class Answer(NamedTuple):
    """A head, and the data as they come; ``body`` ends with an error where the answer was broken off.

    To be closed (``async with answer.open``): until then it holds its turn, and its child.
    """

    head: dict[str, Any]
    body: AsyncIterator[bytes]
    open: contextlib.AsyncExitStack


class _Held:
    """A keeper, and how many queries are with it: one that was replaced ends with its last."""

    def __init__(self, process: subprocess.Popen[bytes], place: str) -> None:
        self.process, self.place, self.asked, self.replaced = process, place, 0, False

    @contextlib.contextmanager
    def asking(self) -> Iterator[str]:
        """Its socket, for one query."""
        self.asked += 1
        try:
            yield self.place
        finally:
            self.asked -= 1
            self.end_if_idle()

    def end_if_idle(self) -> None:
        if self.replaced and not self.asked:
            self.process.terminate()


class BrokenOff(Exception):
    """An answer that had begun and did not come to its end."""


class Pool:
    """Queries of one server, answered by the children of a keeper."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self.folder: str | None = None
        self._home = tempfile.TemporaryDirectory(prefix="graphkit-", ignore_cleanup_errors=True)
        self._turns = asyncio.Semaphore(limits.at_once)
        self._waiting = 0
        self._number = 0
        self._keeper: _Held | None = None
        self._replaced: list[_Held] = []

    async def open(self, folder: str) -> None:
        """Ask this index from now on; queries that run go on with the one they began with."""
        self._number += 1
        place = str(Path(self._home.name, f"{self._number}"))
        path = os.pathsep.join(entry for entry in sys.path if entry)
        keeper = await asyncio.to_thread(
            subprocess.Popen,
            # -P: nothing in the folder that the user happens to be in is taken for a module.
            [sys.executable, "-P", "-m", "graphkit.serving.keeper", folder, place],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": path},
        )
        assert keeper.stdout is not None
        if await asyncio.to_thread(keeper.stdout.read, 1) != b"!":
            keeper.wait()
            keeper.stdout.close()
            raise StoreError(f"the index at {folder} cannot be opened", "run graphkit build again")
        keeper.stdout.close()
        old, self._keeper, self.folder = self._keeper, _Held(keeper, place), folder
        if old:
            old.replaced = True
            old.end_if_idle()
            self._replaced.append(old)

    @property
    def build(self) -> str:
        """The folder of the build that answers now: the index is in it."""
        assert self.folder is not None
        return os.path.dirname(self.folder)

    def reap(self) -> None:
        """Let go of keepers that have ended."""
        self._replaced = [one for one in self._replaced if one.process.poll() is None]

    def gone(self) -> bool:
        """Whether the keeper has ended, which it does not by itself: a machine short of memory may have killed it."""
        return self._keeper is not None and self._keeper.process.poll() is not None

    def close(self) -> None:
        """End the keepers: queries that still run have a moment."""
        keepers = [held.process for held in (*self._replaced, self._keeper) if held]
        for keeper in keepers:
            keeper.terminate()
        for keeper in keepers:
            try:
                keeper.wait(self.limits.seconds + 2)
            except subprocess.TimeoutExpired:
                keeper.kill()
                keeper.wait()
        self._home.cleanup()

    @contextlib.asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """A turn among the others; Refused with 503 where too many wait, or it does not come in time."""
        busy = Refused(503, "too many queries at once", "try again in a moment", {"Retry-After": "2"})
        if self._turns.locked() and self._waiting >= self.limits.waiting:
            raise busy
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.patience):
                await self._turns.acquire()
        except TimeoutError:
            raise busy from None
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._turns.release()

    async def ask(self, request: dict[str, Any]) -> Answer:
        """Run a query. Returns when its head is known; Refused where it is refused, too long or too large.

        ``request``: see :func:`graphkit.serving.keeper._answer`; limits are added here.
        """
        stack = contextlib.AsyncExitStack()
        try:
            await stack.enter_async_context(self._turn())
            assert self._keeper is not None
            place = stack.enter_context(self._keeper.asking())
            try:
                reader, writer = await asyncio.open_unix_connection(place, limit=2**20)
            except OSError:  # the keeper was killed: see Pool.gone
                raise Refused(503, "the store is being opened again", "try again in a moment", {"Retry-After": "2"}) from None
            stack.callback(writer.close)
            limits = self.limits
            most = {"seconds": limits.seconds, "memory": limits.memory}
            for key, own in (("limit_rows", limits.rows), ("limit_bytes", limits.bytes)):
                most[key] = min(own, request.get(key, own))  # a request may be content with less
            data = json.dumps(request | most).encode()
            writer.write(struct.pack(">I", len(data)) + data)
            await writer.drain()
            kind, data = await self._frame(reader)
            if kind != "h":
                raise Refused(
                    503,
                    f"the query took longer than {limits.seconds} seconds, or more memory than one may have, and was ended",
                    "ask for less",
                )
            head = json.loads(data)
            if head["status"] != 200:
                raise Refused(head["status"], head["reason"])
        except BaseException:
            await stack.aclose()
            raise
        return Answer(head, self._body(reader), stack)

    async def _body(self, reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
        while True:
            kind, data = await self._frame(reader)
            if kind == "e":
                return
            if kind != "d":
                raise BrokenOff
            yield data

    async def _frame(self, reader: asyncio.StreamReader) -> tuple[str, bytes]:
        """The next frame; of kind "" where the child is gone."""
        try:
            async with asyncio.timeout(self.limits.seconds + 2):
                length, kind = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))
                return chr(kind), await reader.readexactly(length)
        except (asyncio.IncompleteReadError, ConnectionError, TimeoutError):
            return "", b""
