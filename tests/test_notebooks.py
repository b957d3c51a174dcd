"""The notebooks run, and show what they say they show."""

import copy
import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent


def shown(notebook):
    """The text of each cell's outputs."""
    texts = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            texts.append([o.get("text") or o.get("data", {}).get("text/plain") for o in cell.outputs])
    return texts


# The kernel is another process: what it warns of on its own start is not this package's.
@pytest.mark.filterwarnings("ignore::DeprecationWarning:(jupyter_client|zmq|traitlets|nbclient)")
@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_runs_and_gives_the_outputs_it_holds(path):
    notebook = nbformat.read(path, as_version=4)
    kept = copy.deepcopy(notebook)
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}).execute()
    if "GRAPHKIT_WRITE_GOLDEN" in os.environ:
        for cell, before in zip(notebook.cells, kept.cells, strict=True):
            cell.metadata = before.metadata  # when a cell ran is nobody's business
        nbformat.write(notebook, path)
    assert shown(notebook) == shown(kept)
