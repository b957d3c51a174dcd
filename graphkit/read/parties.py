"""Files of parties (YAML): what starts with ``organisations:``."""

from graphkit import names
from graphkit.errors import Problem
from graphkit.forms import Desk
from graphkit.model import Organisation
from graphkit.ontology import Field, Ontology
from graphkit.tree import Mapping, Scalar, Sequence

KEYS = (
    *("id", "name", "kind", "aliases", "former_names", "identifiers", "unit_of", "members"),
    *("since", "until", "replaces", "note"),
)


def read(root: Mapping, file: str, ontology: Ontology, problems: list[Problem]) -> list[tuple[Organisation, Mapping]]:
    """Each party of a file with the entry that says so; what is wrong with the form of one goes to ``problems``.

    What must hold between parties is checked once all are known, in :mod:`graphkit.parties`.
    """
    # Dates are read as those of facts are; no name is looked up here.
    desk = Desk(file, "", names.Resolver(()), problems)

    def text(entry: Mapping, key: str) -> str | None:
        node = entry.entries.get(key)
        if node is None or (isinstance(node, Scalar) and node.null):
            return None
        if not isinstance(node, Scalar):
            desk.report(node, f"{key}: no single value", "write one text")
            return None
        return node.text.strip() or None

    def texts(entry: Mapping, key: str) -> tuple[str, ...]:
        node = entry.entries.get(key)
        if node is None:
            return ()
        if not isinstance(node, Sequence) or not all(isinstance(item, Scalar) for item in node.items):
            desk.report(node, f"{key}: no list of texts", "write [one, two]")
            return ()
        return tuple(item.text.strip() for item in node.items if isinstance(item, Scalar))

    def date(entry: Mapping, key: str) -> str | None:
        node = entry.entries.get(key)
        return None if node is None or (isinstance(node, Scalar) and node.null) else desk.read(Field(key, "", "date"), node)

    for key in set(root.entries) - {"organisations"}:
        desk.report(root.keys[key], f"no such key: {key}", "write facts into the file of their decision")
    listed = root.entries["organisations"]
    if not isinstance(listed, Sequence):
        desk.report(listed, "organisations: no list", "write - id: ... for each party")
        return []
    found: list[tuple[Organisation, Mapping]] = []
    for entry in listed.items:
        if not isinstance(entry, Mapping):
            desk.report(entry, "no party", "write id, name and kind")
            continue
        for key in set(entry.entries) - set(KEYS):
            desk.report(entry.keys[key], f"no such field: {key}", "write one of " + ", ".join(KEYS))
        id, name, kind = (text(entry, key) or "" for key in ("id", "name", "kind"))
        for key, value in (("id", id), ("name", name), ("kind", kind)):
            if not value:
                desk.report(entry, f"a party without {key}", f"add {key}:")
        if id != names.slug(id):
            desk.report(entry.entries["id"], f"id: {id!r} is no slug", f"write {names.slug(id) or 'letters and digits'}")
        if kind and kind not in ontology.kinds:
            desk.report(entry.entries["kind"], f"kind: {kind!r} is none", "write one of " + ", ".join(ontology.kinds))
        schemes = entry.entries.get("identifiers")
        identifiers = {}
        if isinstance(schemes, Mapping):
            identifiers = {scheme: text(schemes, scheme) or "" for scheme in sorted(schemes.entries)}
            for scheme, value in identifiers.items():
                if scheme != names.slug(scheme) or not value:
                    desk.report(
                        schemes.keys[scheme],
                        f"identifiers: {scheme}: no identifier",
                        "write a scheme and a value: gss: E09000022",
                    )
        elif schemes is not None:
            desk.report(schemes, "identifiers: no map", "write {gss: E09000022}")
        aliases = tuple(sorted(set(texts(entry, "aliases")) - {name}))
        members, replaces, former = (tuple(sorted(set(texts(entry, key)))) for key in ("members", "replaces", "former_names"))
        unit_of, note, since, until = text(entry, "unit_of"), text(entry, "note"), date(entry, "since"), date(entry, "until")
        if id and name and kind:
            rest = (unit_of, members, note, since, until, replaces, former)
            found.append((Organisation(id, name, kind, aliases, identifiers, *rest), entry))
    return found
