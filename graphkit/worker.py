"""The process in which one query runs: limits first, then the engine. Only its exit status is known elsewhere.

Reads a request as JSON from standard input, writes the answer as JSON lines to standard output: a head,
then rows of terms ``[kind, value, datatype, language]`` or triples, then an end that says what was cut.
"""

import errno
import json
import os
import sys
from typing import Any

#: Exit status where the answer is larger than it may be.
TOO_LARGE = 27


def limit(seconds: int, memory: int, size: int) -> None:
    """Have the kernel end this process when it uses more than it may."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock still holds
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def term(value: Any) -> list[str | None] | None:
    """A term as JSON."""
    import pyoxigraph as ox

    if value is None:
        return None
    if isinstance(value, ox.NamedNode):
        return ["uri", value.value, None, None]
    if isinstance(value, ox.Literal):
        return ["literal", value.value, None if value.language else value.datatype.value, value.language]
    return ["bnode", value.value, None, None] if isinstance(value, ox.BlankNode) else ["triple", str(value), None, None]


def main() -> int:
    """Answer one request."""
    request = json.load(sys.stdin)
    import pyoxigraph as ox

    limit(request["seconds"], request["memory"], request["bytes"])
    out = sys.stdout

    def say(item: Any) -> None:
        out.write(json.dumps(item, ensure_ascii=True, separators=(",", ":")) + "\n")

    try:
        store = ox.Store.read_only(request["folder"])
        given: dict[ox.Variable, Any] = {
            ox.Variable(name): ox.NamedNode(value) if kind == "uri" else ox.Literal(value, datatype=ox.NamedNode(datatype))
            for name, (kind, value, datatype) in request["substitutions"].items()
        }
        found = store.query(
            request["query"],
            use_default_graph_as_union=request["union"],
            prefixes=request["prefixes"],
            substitutions=given or None,
        )
        if isinstance(found, ox.QueryBoolean):
            say({"boolean": bool(found)})
            return 0
        if isinstance(found, ox.QuerySolutions):
            say({"columns": [variable.value for variable in found.variables]})
            rows = ([term(value) for value in solution] for solution in found)
        else:
            say({"triples": True})
            rows = ([term(part) for part in (t.subject, t.predicate, t.object)] for t in found)
        for number, row in enumerate(rows):
            if number >= request["rows"]:
                say({"truncated": f"after {number} rows"})
                break
            say(row)
        say({"end": True})
        out.flush()
    except (SyntaxError, ValueError) as error:
        say({"wrong": str(error)})
    except OSError as error:
        if error.errno == errno.EFBIG:
            os._exit(TOO_LARGE)
        say({"failed": f"{type(error).__name__}: {error}"})
    except (RuntimeError, MemoryError) as error:
        # Mistakes of the query that the engine tells as if they were its own: see gate.misunderstood.
        wrong = "SELECT projection" in str(error) or "is not supported" in str(error)
        say({"wrong" if wrong else "failed": f"{type(error).__name__}: {error}"})
    return 0


if __name__ == "__main__":
    sys.exit(main())
