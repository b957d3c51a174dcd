"""Where the files that come with graphkit are, the same in a checkout and in a wheel."""

import os

_HERE = os.path.dirname(os.path.abspath(__file__))


def path(name: str) -> str:
    """The folder ``data`` or ``ontology`` that came with this graphkit.

    A wheel carries them inside the package, as ``_data`` and ``_ontology``; a checkout has them beside it. Plain os.path:
    importlib.resources would cost every command a few milliseconds.

    >>> os.path.isdir(path("ontology"))
    True
    """
    inside = os.path.join(_HERE, f"_{name}")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(_HERE), name)
