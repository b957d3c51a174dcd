"""What is made of a build, and kept until there is a newer one."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """Made when it is first asked for; whoever asks while it is made waits for it."""

    def __init__(self, make: Callable[[str], Awaitable[T]]) -> None:
        self.make = make
        self._lock = asyncio.Lock()
        self._made: tuple[str, T] | None = None

    async def of(self, build: str) -> T:
        """What is made of this build."""
        async with self._lock:
            if self._made is None or self._made[0] != build:
                self._made = build, await self.make(build)
            return self._made[1]
