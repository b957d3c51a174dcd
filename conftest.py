"""A cache of this run's own, for the tests and for the examples in ``graphkit/`` alike.

It is set when pytest starts and not by a fixture, so that it holds whatever is collected. Workers of
pytest-xdist take it from the first process.
"""

import os
import shutil
import tempfile

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Keep every process of this run, and every process that it starts, off the user's own store."""
    if not hasattr(config, "workerinput"):
        folder = tempfile.mkdtemp(prefix="graphkit-tests-")
        os.environ["GRAPHKIT_CACHE"] = folder
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
