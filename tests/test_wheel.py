"""The wheel: all that graphkit needs is in it, and it answers where there is no checkout."""

import email
import importlib.util
import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

import graphkit

ROOT = Path(__file__).parent.parent
PACKAGE = Path(graphkit.__file__).parent


def run(words: list[str], cwd: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """A program in a folder, with nothing of this process's Python settings."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GRAPHKIT", "VIRTUAL_ENV"))}
    return subprocess.run(words, cwd=cwd, env=plain | settings, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as it would be published."""
    out = tmp_path_factory.mktemp("dist")
    # The backend comes from the registry, unless it stands here already.
    plain = ["--no-isolation"] if importlib.util.find_spec("hatchling") else []
    done = run([sys.executable, "-m", "build", "--wheel", *plain, "--outdir", str(out), str(ROOT)], out)
    if done.returncode and not os.environ.get("CI") and "hatchling" in done.stdout + done.stderr:
        pytest.skip("hatchling is not here and its registry does not answer")
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    """The names of all files in the wheel."""
    with zipfile.ZipFile(wheel) as opened:
        return set(opened.namelist())


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python of its own with the wheel in it.

    Its dependencies are those of this Python, at the end of its path: a path file within a path file does
    not count, so the checkout that is installed here does not come along.
    """
    place = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
    made = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = ["install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", str(wheel)]
    done = run([sys.executable, "-m", "pip", "--python", str(made), *install], place)
    assert done.returncode == 0, done.stderr
    (site,) = [Path(path) for path in place.rglob("site-packages")]
    (site / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return made


@pytest.fixture
def elsewhere(tmp_path: Path) -> dict[str, str]:
    """A home and a cache where graphkit has never been."""
    return {"HOME": str(tmp_path / "home"), "XDG_CACHE_HOME": str(tmp_path / "cache")}


def test_the_installed_package_is_not_the_checkout(python: Path, tmp_path: Path) -> None:
    done = run([str(python), "-c", "import graphkit; print(graphkit.__file__)"], tmp_path)
    assert Path(done.stdout.strip()).is_relative_to(python.parent.parent)


def test_the_command_answers_at_once_where_it_has_never_been(python: Path, tmp_path: Path, elsewhere: dict[str, str]) -> None:
    done = run([str(python.with_name("graphkit")), "who-funds", "Women in Prison", "--format", "json"], tmp_path, **elsewhere)
    assert done.stderr == ""
    answer = json.loads(done.stdout)
    assert [(row["funder"]["name"], row["amount"]) for row in answer["funders"]] == [("London Borough of Lambeth", None)]


def test_its_store_stands_in_the_users_cache(python: Path, tmp_path: Path, elsewhere: dict[str, str]) -> None:
    run([str(python.with_name("graphkit")), "decisions"], tmp_path, **elsewhere)
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["graphkit"]


@pytest.mark.parametrize(
    "words", [["sparql", "services"], ["export", "--to", "turtle"], ["view", "-o", "-"], ["check"]], ids=" ".join
)
def test_what_needs_more_files_than_code_works_from_the_wheel(
    python: Path, tmp_path: Path, elsewhere: dict[str, str], words: list[str]
) -> None:
    done = run([str(python), "-m", "graphkit", *words], tmp_path, **elsewhere)
    assert (done.returncode, bool(done.stdout)) == (0, True), done.stderr


@pytest.mark.parametrize("folder", ["data", "ontology"])
def test_the_wheel_holds_every_file_of(names: set[str], folder: str) -> None:
    files = {path.relative_to(ROOT / folder).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
    assert {f"graphkit/_{folder}/{name}" for name in files} - names == set()


@pytest.mark.parametrize("suffix", [".py", ".rq", ".jinja", ".js", ".css", ".typed"])
def test_the_wheel_holds_every_file_that_ends_in(names: set[str], suffix: str) -> None:
    files = {path.relative_to(PACKAGE.parent).as_posix() for path in PACKAGE.rglob(f"*{suffix}")}
    assert files and files - names == set()


def test_the_wheel_holds_nothing_else(names: set[str]) -> None:
    assert {name.split("/")[0] for name in names} == {"graphkit", f"graphkit-{graphkit.__version__}.dist-info"}


def test_the_wheel_holds_neither_tests_nor_leftovers(names: set[str]) -> None:
    assert [name for name in names if "test" in name or "__pycache__" in name or name.endswith((".pyc", ".sqlite"))] == []


def test_the_wheel_carries_its_licence(names: set[str]) -> None:
    assert f"graphkit-{graphkit.__version__}.dist-info/licenses/LICENSE" in names


def test_the_wheel_says_which_python_it_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        head = email.message_from_bytes(opened.read(f"graphkit-{graphkit.__version__}.dist-info/METADATA"))
    assert (head["Name"], head["Version"], head["Requires-Python"]) == ("graphkit", graphkit.__version__, ">=3.11")
