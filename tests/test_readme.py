"""The README and the other documents say what is so."""

import doctest
import re
from pathlib import Path

import pytest
from readme import ROOT, block, blocks

TEXT = (ROOT / "README.md").read_text()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    found = tmp_path_factory.mktemp("readme")
    (found / "data").symlink_to(ROOT / "data")
    return found


@pytest.mark.parametrize(("is_demo", "text"), blocks(), ids=[text.splitlines()[0] for _, text in blocks()])
def test_a_command_of_the_readme_prints_what_the_readme_says(folder, is_demo, text):
    assert block(text, is_demo, folder) == text


@pytest.mark.parametrize("path", ["README.md", "docs/tracing.md"])
def test_the_python_of_a_document_gives_what_the_document_says(path):
    code = "\n".join(re.findall(r"```python\n(.*?)```", (ROOT / path).read_text(), re.DOTALL))
    test = doctest.DocTestParser().get_doctest(code, {}, path, path, 0)
    assert test.examples
    said = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(test, out=said.append)
    assert not said, "".join(said)


def test_the_first_screen_says_what_it_is_and_has_the_two_commands():
    first = TEXT.splitlines()[:10]
    assert first[2].startswith("graphkit follows public money")
    assert first[4].startswith("![") and (ROOT / "docs" / "explorer.png").is_file()  # made by make screenshot
    assert "`make demo` and `make test`" in first[6]


@pytest.mark.parametrize(
    "path", [p for p in ROOT.rglob("*.md") if not {".venv", "node_modules"} & set(p.parts)], ids=lambda p: p.name
)
def test_every_link_to_a_file_leads_to_one(path):
    for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text()):
        if "://" not in link:
            assert (path.parent / link).exists(), link


def test_every_decision_on_the_design_has_a_number_of_its_own():
    numbers = [path.name[:4] for path in Path(ROOT / "docs" / "decisions").glob("0*.md")]
    assert sorted(numbers) == [f"{n:04}" for n in range(1, len(numbers) + 1)]
