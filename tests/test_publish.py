"""Publishing: whole or not at all, whenever it is ended, and one build at a time."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from five import PACKAGED

import graphkit
from graphkit import packaged, publish
from graphkit.builder import build
from graphkit.errors import GraphkitError, StoreDamaged, StoreLocked
from graphkit.store import Store, current

#: Builds in processes that are killed, and looks at what is left. Itself it builds nothing: it only forks.
#: Prints one JSON object for each kill.
KILLER = """
import json, os, random, signal, sys, time
from pathlib import Path
from graphkit import builder, publish
from graphkit.store import Store, current
import graphkit.index, pyoxigraph, filelock

folder, old, new, mode = sys.argv[1:]
rdf = mode == "rdf"

def child(work):
    pid = os.fork()
    if pid == 0:
        try:
            work()
            os._exit(0)
        except BaseException as error:
            print(repr(error), file=sys.stderr)
            os._exit(1)
    return pid

def ended(pid):
    return os.waitpid(pid, 0)[1]

def built(store, source, **more):
    return ended(child(lambda: builder.build([source], store, rdf=rdf, **more))) == 0

def told(store):
    if current(store) is None:
        return "nothing"
    publish.verify(current(store))
    with Store.open(store) as found:
        return found.db.execute("SELECT title FROM decision").fetchone()[0]

def rubbish(store):
    inside = {"current", "lock", "builds"}
    left = sorted(set(os.listdir(store)) - inside)
    builds = os.listdir(os.path.join(store, "builds"))
    left += [name for name in builds if not name.isdigit()]
    parts = {"facts.sqlite", "manifest.json", "rdf"}
    left += [name for build in builds for name in os.listdir(os.path.join(store, "builds", build)) if name not in parts]
    return left + ([f"{len(builds)} builds"] if len(builds) > 2 else [])

def again(number, store, **more):
    before = told(store)
    ok = built(store, new, wait=5)
    seen = {"kill": number, "before": before, "built": ok, "after": told(store), "left": rubbish(store)}
    print(json.dumps(seen | more), flush=True)

def prepared(number):
    store = os.path.join(folder, f"{mode}-{number}")
    os.mkdir(store)
    if number % 2 and not built(store, old):
        sys.exit("the old store was not built")
    return store

if mode == "steps":
    # Before the nth thing that a build asks of the system, for every n.
    def counting(limit):
        seen = [0]
        def counted(function):
            def step(*words, **more):
                seen[0] += 1
                if seen[0] == limit:
                    os.kill(os.getpid(), signal.SIGKILL)
                return function(*words, **more)
            return step
        for name in ("rename", "replace", "mkdir", "makedirs", "fsync", "open", "remove", "unlink", "rmdir", "listdir"):
            setattr(os, name, counted(getattr(os, name)))
        import builtins
        builtins.open = counted(open)
    number = 0
    for rebuilds in (0, 1):
        for limit in range(1, 500):
            store = prepared(2 * number + rebuilds)
            number += 1
            status = ended(child(lambda: (counting(limit), builder.build([new], store, rdf=False))))
            again(limit, store, rebuilds=rebuilds)
            if not os.WIFSIGNALED(status):
                break
else:
    chance = random.Random(7)
    times = []
    for number in range(3):
        store = os.path.join(folder, f"timed-{number}")
        os.mkdir(store)
        start = time.monotonic()
        built(store, old)
        times.append(time.monotonic() - start)
    whole = sorted(times)[1]
    for number in range(8 if rdf else 26):
        store = prepared(number)
        def forever():
            while True:
                builder.build([new], store, rdf=rdf)
        pid = child(forever)
        time.sleep(chance.uniform(0, 1.6 * whole))
        os.kill(pid, signal.SIGKILL)
        ended(pid)
        again(number, store, rebuilds=number % 2)
"""

Killed = list[dict[str, object]]


@pytest.fixture
def killed(tmp_path: Path, folder: Callable[..., Path]) -> Callable[[str], Killed]:
    """What was left after each kill."""

    def kills(mode: str) -> Killed:
        sources = []
        for title in ("old", "new"):
            place = folder(head=f"reference: X 1\ntitle: {title}\n")
            place.rename(tmp_path / title)
            sources.append(str(tmp_path / title))
        (tmp_path / "stores").mkdir()
        command = [sys.executable, "-c", KILLER, str(tmp_path / "stores"), *sources, mode]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return kills


def amiss(kills: Killed) -> Killed:
    """Kills after which another store answered than the old or the new one, or which left something behind."""
    return [
        kill
        for kill in kills
        if kill["before"] not in (("old", "new") if kill["rebuilds"] else ("nothing", "new"))
        or (kill["built"], kill["after"], kill["left"]) != (True, "new", [])
    ]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes that it forks")
@pytest.mark.parametrize("mode", ["facts", "rdf"])
def test_killed_at_any_moment_the_last_good_store_answers_and_the_next_build_is_whole(
    killed: Callable[[str], Killed], mode: str
) -> None:
    assert amiss(killed(mode)) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes that it forks")
def test_killed_before_any_one_step_the_last_good_store_answers_and_the_next_build_is_whole(
    killed: Callable[[str], Killed],
) -> None:
    kills = killed("steps")
    outcomes = {(kill["rebuilds"], kill["before"]) for kill in kills}
    assert (amiss(kills), outcomes) == ([], {(0, "nothing"), (0, "new"), (1, "old"), (1, "new")})


# ---- one build at a time -------------------------------------------------------------------------------


@contextmanager
def held(store: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds a store until its standard input ends."""
    script = """
import sys
from graphkit.publish import locked
with locked(sys.argv[1], 5):
    print("held", flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", script, str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None and process.stdout.readline() == "held\n"
        yield process
        process.communicate()


def test_a_second_build_says_who_holds_the_store(tmp_path: Path) -> None:
    with held(tmp_path) as process, pytest.raises(StoreLocked, match=rf"being built by process {process.pid}$"):
        build([], str(tmp_path), rdf=False, wait=0.2)


def test_a_build_that_may_not_wait_gives_up_at_once(tmp_path: Path) -> None:
    with held(tmp_path):
        start = time.monotonic()
        with pytest.raises(StoreLocked):
            build([], str(tmp_path), rdf=False, wait=0)
        assert time.monotonic() - start < 2


def test_a_store_that_is_being_built_answers(tmp_path: Path) -> None:
    build([], str(tmp_path), rdf=False)
    with held(tmp_path), graphkit.open(str(tmp_path)) as graph:
        assert len(graph.decisions()["decisions"]) == PACKAGED


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    with held(tmp_path) as process:
        assert process.stdin is not None
        threading.Timer(0.3, process.stdin.close).start()
        start = time.monotonic()
        build([], str(tmp_path), rdf=False, wait=30)
        assert 0.3 <= time.monotonic() - start < 20
        process.stdin = None


def test_builds_of_many_threads_all_come_to_an_end(tmp_path: Path) -> None:
    errors: list[Exception] = []

    def work() -> None:
        try:
            build([], str(tmp_path), rdf=False, wait=30)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == [] and Path(current(str(tmp_path)) or "").name == "4"


def test_a_lock_of_a_process_that_was_killed_holds_nobody_up(tmp_path: Path) -> None:
    with held(tmp_path) as process:
        process.kill()
        process.wait()
        assert build([], str(tmp_path), rdf=False, wait=5).counts["decision"] == PACKAGED


# ---- what was written ----------------------------------------------------------------------------------


def test_a_fresh_build_is_what_its_manifest_says(tmp_path: Path) -> None:
    made = build([], str(tmp_path), rdf=False)
    assert publish.verify(made.folder)["counts"] == made.counts


@pytest.mark.parametrize("part", [0.0, 0.31, 0.5, 0.77, 1.0])
def test_one_flipped_bit_is_found(tmp_path: Path, part: float) -> None:
    truth = Path(build([], str(tmp_path), rdf=False).folder) / "facts.sqlite"
    data = bytearray(truth.read_bytes())
    data[int(part * (len(data) - 1))] ^= 1
    truth.write_bytes(data)
    with pytest.raises(StoreDamaged, match=r"facts\.sqlite in .* is not what its manifest says"):
        publish.verify(str(truth.parent))


@pytest.mark.parametrize(
    "manifest",
    [
        None,
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b"null",
        b"5",
        b'{"sha256": []}',
        b'{"sha256": {}}',
        b'{"sha256": {"gone": "x"}}',
        b'{"sha256": null}',
    ],
)
def test_a_manifest_that_says_nothing_is_damage(tmp_path: Path, manifest: bytes | None) -> None:
    file = Path(build([], str(tmp_path), rdf=False).folder) / "manifest.json"
    if manifest is None:
        file.unlink()
    else:
        file.write_bytes(manifest)
    with pytest.raises(StoreDamaged):
        publish.verify(str(file.parent))


def test_a_truth_that_is_gone_is_damage(tmp_path: Path) -> None:
    folder = Path(build([], str(tmp_path), rdf=False).folder)
    (folder / "facts.sqlite").unlink()
    with pytest.raises(StoreDamaged):
        publish.verify(str(folder))


def test_the_new_build_and_the_one_before_are_kept_and_no_others(tmp_path: Path) -> None:
    for _ in range(4):
        build([], str(tmp_path), rdf=False)
    assert sorted(os.listdir(tmp_path / "builds")) == ["3", "4"]


def test_a_store_holds_nothing_but_its_parts(tmp_path: Path) -> None:
    build([], str(tmp_path))
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if "rdf/" not in path.as_posix()}
    assert found == {"builds", "builds/1", "builds/1/facts.sqlite", "builds/1/manifest.json", "builds/1/rdf", "current", "lock"}


FULL = """
import resource, sys
from graphkit.builder import build
from graphkit.errors import GraphkitError
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    build([sys.argv[1]], sys.argv[2], rdf=False)
except GraphkitError as error:
    print(type(error).__name__)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files")
@pytest.mark.parametrize("size", [0, 4096, 20_000, 100_000])
def test_a_full_disk_is_said_in_words_and_the_old_store_stays(tmp_path: Path, folder: Callable[..., Path], size: int) -> None:
    store = str(tmp_path / "store")
    build([str(folder())], store, rdf=False)
    command = [sys.executable, "-c", FULL, packaged.path("data"), store, str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    with Store.open(store) as found:
        kept = found.db.execute("SELECT id FROM decision").fetchall()
    assert (kept, done.stdout, done.stderr) == ([("x-1",)], "StoreError\n", "")


def test_a_disk_that_was_full_is_built_on_again(
    tmp_path: Path, folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*words: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("graphkit.publish._sync", full)
        with pytest.raises((GraphkitError, OSError)):
            build([str(folder())], str(tmp_path / "store"), rdf=False)
    assert build([str(folder())], str(tmp_path / "store"), rdf=False).counts["decision"] == 1
