"""The process in which one file is read: limits first, then the parser, which may trip over anything.

The arguments tell limits, the file's name and its address, and the file of the parties that are known, as JSON;
without one, facts are not read. The document's file comes by standard input. The reading, or what is wrong with the file,
goes to standard output as JSON.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from graphkit.errors import DocumentError
from graphkit.reading.facts import Reading
from graphkit.worker import limit

#: More facts than any decision states; who asked for them has to print them all.
MOST_FACTS = 5000
_AGAIN = "get it again, or as another format"


def main() -> int:
    """Read one file."""
    seconds, memory, size, name, address, organisations = sys.argv[1:]
    # Modules are loaded before the limits hold: what does not fit is the file's fault then.
    from graphkit.model import Organisation
    from graphkit.reading.build import built
    from graphkit.reading.extract import read_facts
    from graphkit.reading.formats import LARGEST, lines
    from graphkit.reading.mentions import Gazetteer
    from graphkit.reading.wire import made

    known = None
    if organisations:
        known = Gazetteer(made(tuple[Organisation, ...], json.loads(Path(organisations).read_bytes())))
    data = sys.stdin.buffer.read(LARGEST)

    def read() -> Reading:
        document = built(lines(data, name), address)
        return bounded(Reading(document) if known is None else read_facts(document, known))

    limit(int(seconds), int(memory), int(size))
    json.dump(_answer(read), sys.stdout)
    sys.stdout.flush()
    return 0


def bounded(reading: Reading) -> Reading:
    """A reading that can be printed; DocumentError where it has more facts than any decision states."""
    kinds = (reading.flows, reading.budgets, reading.delegations, reading.partnerships, reading.services)
    if sum(map(len, kinds)) > MOST_FACTS:
        raise DocumentError("the document states more facts than any decision", "give one decision a file")
    return reading


def _answer(read: Callable[[], object]) -> dict[str, object]:
    """What was read, or what is wrong with the file and what to do."""
    try:
        return {"reading": read()}
    except DocumentError as error:
        what, hint = str(error), error.hint
    except ImportError as error:
        what, hint = f"{error.name} is not installed", "pip install 'graphkit[read]'"
    except MemoryError:
        what, hint = "the file needs more memory than any document", _AGAIN
    except Exception as error:  # a parser's own faults are many, and each means the same
        what, hint = f"the file is damaged ({type(error).__name__})", _AGAIN
    return {"wrong": [what, hint]}


if __name__ == "__main__":
    sys.exit(main())
