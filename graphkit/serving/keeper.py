"""The keeper: a process that holds a store open, and forks one that answers for each query.

A fork costs some milliseconds where a new process costs a tenth of a second. The child has limits from the kernel,
a deep stack, and no way out; whatever a query does to it, the keeper and its store stay. A query comes over a
connection of its own to the keeper's socket; the child writes the answer to it in frames; when the asker hangs up,
or its time is over, the child is killed.

Frames: four bytes of length, one letter, and the data: ``h`` a head (JSON), ``d`` data, ``e`` the end (JSON: what was
cut). An answer without an end was broken off.
"""

import contextlib
import json
import os
import resource
import selectors
import signal
import socket
import struct
import sys
import threading
import time
from dataclasses import dataclass
from typing import Any

from graphkit import gate
from graphkit.errors import QueryError
from graphkit.serving import confine, engine
from graphkit.serving.answers import Ceiling, Cut, write

STACK = 512 * 1024**2
#: Seconds after which a query gives way to those that have just come.
SHORT = 0.25
#: Bytes that are held back before the head is sent: what is cut that early has it in the head.
FIRST = 64 * 1024
_LENGTH = struct.Struct(">IB")


def frame(kind: str, data: bytes) -> bytes:
    """One frame."""
    return _LENGTH.pack(len(data), ord(kind)) + data


def _receive(connection: socket.socket) -> Any:
    """The request: four bytes of length and JSON."""
    with connection.makefile("rb") as file:
        (length,) = struct.unpack(">I", file.read(4))
        return json.loads(file.read(length))


class _Frames:
    """Data gathered into frames; the head goes out with the first of them."""

    def __init__(self, connection: socket.socket, head: dict[str, Any]) -> None:
        self.connection, self.head, self.held, self.begun = connection, head, bytearray(), False

    def put(self, data: bytes) -> None:
        self.held += data
        if len(self.held) >= FIRST:
            self.send()

    def send(self, cut: str | None = None) -> None:
        if not self.begun:
            self.begun = True
            self.connection.sendall(frame("h", json.dumps(self.head | {"truncated": cut}).encode()))
        if self.held:
            self.connection.sendall(frame("d", bytes(self.held)))
            self.held.clear()


def _answer(store: Any, request: dict[str, Any], connection: socket.socket) -> None:
    """In the child: run the query and write its answer."""
    import pyoxigraph as ox

    began = time.monotonic()

    def refuse(status: int, reason: str) -> None:
        connection.sendall(frame("h", json.dumps({"status": status, "reason": reason}).encode()) + frame("e", b"{}"))

    try:
        found = engine.ask(store, request)
    except QueryError as error:
        return refuse(400, str(error))
    except (SyntaxError, ValueError) as error:
        return refuse(400, gate.misunderstood(str(error), request["query"]))
    except MemoryError:
        return refuse(503, "the query needs more memory than one may have: ask for less")
    except (OSError, RuntimeError) as error:
        if gate.UNSELECTED.search(str(error)):
            return refuse(400, gate.misunderstood(str(error), request["query"]))
        return refuse(500, f"the query could not be answered: {type(error).__name__}")
    graph = isinstance(found, ox.QueryTriples)
    form, kind = request["graphs" if graph else "rows"]
    frames = _Frames(connection, {"status": 200, "type": kind, "graph": graph})
    # The time to say that it was cut, also on a machine that is busy: half a second, or a tenth of what it has.
    seconds = request["seconds"] - max(0.5, request["seconds"] * 0.1)
    ceiling = Ceiling(request["limit_rows"], request["limit_bytes"], seconds, began)
    try:
        cut = write(found, form, frames.put, ceiling, request["prefixes"])
        frames.send(cut)
        connection.sendall(frame("e", json.dumps({"truncated": cut}).encode()))
    except Cut as cut_off:
        if frames.begun:
            frames.send()
            return None  # no end: it is broken off
        return refuse(500, f"the answer would be cut {cut_off}, and its form cannot say so: ask for JSON, or for less")
    except (BrokenPipeError, ConnectionResetError):
        return None
    except MemoryError:
        if not frames.begun:
            return refuse(503, "the query needs more memory than one may have: ask for less")
    except (OSError, RuntimeError, ValueError) as error:
        if not frames.begun:
            return refuse(500, f"the query could not be answered: {str(error)[:200]}")
    return None


def _child(store: Any, request: dict[str, Any], connection: socket.socket) -> None:
    """Limits first; then the engine, on a stack that deep queries do not fill."""
    # The keeper ends it: a stop of all processes at once lets answers come to their end.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    # What an engine says when it dies helps nobody here, and may hold the query.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    confine.limit(request["seconds"] + 1, request["memory"] + STACK)
    confine.close_doors()
    threading.stack_size(STACK)
    thread = threading.Thread(target=_answer, args=(store, request, connection))
    thread.start()
    thread.join()


@dataclass
class _Child:
    """A child that answers: ``handle`` is readable once it has ended, ``until`` is when it must have."""

    connection: socket.socket
    handle: int
    began: float
    until: float
    slowed: bool = False
    killed: bool = False


def _give_way(pid: int) -> None:
    """Let others have the processor first: each thread has a priority of its own."""
    with contextlib.suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task"):
            os.setpriority(os.PRIO_PROCESS, int(thread), 10)


class Keeper:
    """Takes queries at a socket and has a child answer each."""

    def __init__(self, store: Any, listening: socket.socket) -> None:
        self.store, self.listening = store, listening
        self.selector = selectors.DefaultSelector()
        self.children: dict[int, _Child] = {}  # by pid
        self.ending = False

    def serve(self) -> None:
        """Until SIGTERM, and then until the last child has ended."""
        signal.signal(signal.SIGTERM, lambda *_: setattr(self, "ending", True))
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends its keepers
        parent = os.getppid()
        self.selector.register(self.listening, selectors.EVENT_READ, None)
        while not (self.ending and not self.children) and os.getppid() == parent:
            ended = []
            for key, _ in self.selector.select(0.2):
                if key.fileobj is self.listening:
                    self._begin()
                elif key.fd != self.children[key.data].handle:
                    self._kill(key.data)
                else:
                    ended.append(key.data)
            # Not before: of a child that has written its end and gone, both are told at once.
            for pid in ended:
                self._forget(pid)
            now = time.monotonic()
            for pid, child in self.children.items():
                if child.until < now:
                    self._kill(pid)
                elif not child.slowed and child.began + SHORT < now:
                    child.slowed = True
                    _give_way(pid)
        for pid in self.children:
            self._kill(pid)

    def _begin(self) -> None:
        connection, _ = self.listening.accept()
        connection.settimeout(5)
        try:
            request = _receive(connection)
        except (OSError, ValueError, struct.error):
            connection.close()
            return
        connection.settimeout(None)
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                self.selector.close()
                self.listening.close()
                for other in self.children.values():  # others' answers are none of its business
                    other.connection.close()
                    os.close(other.handle)
                _child(self.store, request, connection)
                status = 0
            finally:
                os._exit(status)
        handle = os.pidfd_open(pid)
        self.children[pid] = _Child(connection, handle, now := time.monotonic(), now + request["seconds"])
        self.selector.register(connection, selectors.EVENT_READ, pid)  # readable once the asker hangs up
        self.selector.register(handle, selectors.EVENT_READ, pid)

    def _kill(self, pid: int) -> None:
        """End a child. Its asker knows at once; that it is gone is seen later, for giving back a gigabyte takes a while."""
        child = self.children[pid]
        if child.killed:
            return
        child.killed = True
        self.selector.unregister(child.connection)
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
            child.connection.shutdown(socket.SHUT_RDWR)

    def _forget(self, pid: int) -> None:
        """A child that has ended."""
        child = self.children.pop(pid)
        os.waitpid(pid, 0)
        if not child.killed:
            self.selector.unregister(child.connection)
            # A child that was being forked may hold the connection for a moment: its asker waits for nobody.
            with contextlib.suppress(OSError):
                child.connection.shutdown(socket.SHUT_RDWR)
        self.selector.unregister(child.handle)
        child.connection.close()
        os.close(child.handle)


def main() -> int:
    """``python -m graphkit.serving.keeper FOLDER SOCKET``: keep an index, say so with one byte on standard output."""
    import pyoxigraph as ox

    folder, place = sys.argv[1:]
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard) if hard != resource.RLIM_INFINITY else 4096, hard))
    store = ox.Store.read_only(folder)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(place)
        os.chmod(place, 0o600)
        listening.listen(128)
        sys.stdout.write("!")
        sys.stdout.flush()
        Keeper(store, listening).serve()
    return 0


if __name__ == "__main__":
    sys.exit(main())
