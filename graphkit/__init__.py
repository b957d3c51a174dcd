"""graphkit: a knowledge graph of partnerships and funding flows, with the paragraph that proves each step.

>>> import graphkit
>>> with graphkit.open() as graph:
...     answer = graph.who_funds("Working Chance")
>>> [str(row["amount"]) for row in answer["funders"]]
['25000.00', 'None']
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

#: Public names and the modules they live in; each is loaded when it is first used.
_HOMES = {
    "audit": "graphkit.builder",
    "build": "graphkit.builder",
    "check": "graphkit.builder",
    "open": "graphkit.api",
    "Graph": "graphkit.api",
    "Flow": "graphkit.tracing.flow",
    "Figures": "graphkit.tracing.flow",
    "Network": "graphkit.tracing.network",
    "Scope": "graphkit.scope",
    "Fact": "graphkit.model",
    "Organisation": "graphkit.model",
    "Decision": "graphkit.model",
    "GraphkitError": "graphkit.errors",
    "InputError": "graphkit.errors",
    "UnknownName": "graphkit.errors",
    "AmbiguousName": "graphkit.errors",
}

__all__ = [*sorted(_HOMES), "__version__"]

if TYPE_CHECKING:
    from graphkit.api import Graph, open
    from graphkit.builder import audit, build, check
    from graphkit.errors import AmbiguousName, GraphkitError, InputError, UnknownName
    from graphkit.model import Decision, Fact, Organisation
    from graphkit.scope import Scope
    from graphkit.tracing.flow import Figures, Flow
    from graphkit.tracing.network import Network


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'graphkit' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
