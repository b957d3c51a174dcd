"""The process in which one file is read: limits first, then the parser, which may trip over anything.

The arguments tell limits, the file's name and its address; the file comes by standard input, and the
document, or what is wrong with the file, goes to standard output as JSON.
"""

import json
import sys

from graphkit.errors import DocumentError
from graphkit.worker import limit


def main() -> int:
    """Read one file."""
    seconds, memory, size, name, address = sys.argv[1:]
    # Modules are loaded before the limits hold: what does not fit is the file's fault then.
    from graphkit.reading.build import built
    from graphkit.reading.formats import LARGEST, lines

    data = sys.stdin.buffer.read(LARGEST)
    limit(int(seconds), int(memory), int(size))
    try:
        answer = {"document": built(lines(data, name), address).json()}
    except DocumentError as error:
        answer = {"wrong": {"what": str(error), "hint": error.hint}}
    except ImportError as error:
        answer = {"wrong": {"what": f"{error.name} is not installed", "hint": "pip install 'graphkit[read]'"}}
    except MemoryError:
        answer = {"wrong": {"what": "the file needs more memory than any document", "hint": "get it again, or as another format"}}
    except Exception as error:  # a parser's own faults are many, and each means the same
        why = type(error).__name__
        answer = {"wrong": {"what": f"the file is damaged ({why})", "hint": "get it again, or as another format"}}
    json.dump(answer, sys.stdout)
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
