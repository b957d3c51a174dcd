"""RDF that graphkit wrote (TriG, N-Quads, JSON-LD, Turtle, N-Triples), read back as facts."""

from io import BytesIO

from graphkit.errors import Problem
from graphkit.model import Content
from graphkit.ontology import Ontology
from graphkit.read import faults

ENDINGS = (".trig", ".nq", ".jsonld", ".ttl", ".nt")
MAX_BYTES = 2 * 1024**3

#: What reading statements that are not graphkit's may stumble over.
_NOT_OURS = (ValueError, LookupError, TypeError, AttributeError, StopIteration, RuntimeError)


def read(data: bytes, file: str, ontology: Ontology, problems: list[Problem]) -> Content:
    """The content of an RDF file; nothing is fetched, whatever the file refers to.

    Statements about other things than parties, decisions and facts are passed over: RDF files may be merged.
    """
    import pyoxigraph

    from graphkit.quads import Backwards
    from graphkit.terms import BASE

    if len(data) > MAX_BYTES:
        problems.append(Problem(file, 1, 1, "larger than 2 GiB", "export it by decision"))
        return Content()
    kind = pyoxigraph.RdfFormat.from_extension(file.rsplit(".", 1)[1])
    try:
        backwards = Backwards(pyoxigraph.parse(BytesIO(data), format=kind), ontology)
        content = backwards.content()
    except SyntaxError as error:
        line, column = error.lineno or 1, error.offset or 1
        problems.append(Problem(file, line, column, f"no {kind.name if kind else 'RDF'}: {error.msg}", "correct it"))
        return Content()
    except _NOT_OURS as error:
        said = str(error.args[0]) if error.args else "a statement is missing"
        problems.append(Problem(file, 1, 1, f"not graphkit's own RDF: {said}", "write it with graphkit export"))
        return Content()
    if not any(content) and pyoxigraph.NamedNode(BASE + "dataset") not in backwards.values:
        problems.append(Problem(file, 1, 1, "no facts of graphkit's", "write it with graphkit export"))
    found = faults.problems(content, ontology, file, {})
    problems.extend(found)
    return Content() if found else content
