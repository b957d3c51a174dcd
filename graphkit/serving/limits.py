"""What strangers' queries may use. Light, so that the command line can tell it without loading a server."""

from typing import NamedTuple


class Limits(NamedTuple):
    """What one query may use, and how many there may be."""

    seconds: int = 4
    memory: int = 1024**3
    bytes: int = 512 * 1024**2
    rows: int = 5_000_000
    at_once: int = 4
    waiting: int = 16
    #: Seconds that a query waits for its turn.
    patience: float = 2.0


#: For a server that anybody may ask.
LIMITS = Limits()
