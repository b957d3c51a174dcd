"""The same questions, asked of other tools: networkx and rdflib, each written as its users would.

Also the whole of a new process, for cold comparisons::

    python bench/peers.py networkx GRAPH.pickle ID
    python bench/peers.py rdflib TRIPLES.nt ID
    python bench/peers.py rdflib-sparql TRIPLES.nt ID QUERY.rq
"""

import json
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx
    import rdflib

Row = dict[str, Any]

ID = "https://w3id.org/graphkit/id/"
GK = "https://w3id.org/graphkit/ontology#"
_FIELDS = ("amount_kind", "stage", "start", "end", "restricted_to", "financial_years", "by_year")


def load_networkx(path: str) -> "networkx.MultiDiGraph[str]":
    """The flows of a store's SQLite file as a graph in memory: what a row needs stands on the edge and its nodes."""
    import sqlite3

    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    graph.add_nodes_from((id, {"name": name}) for id, name in db.execute("SELECT id, name FROM organisation"))
    decisions = {id: more for id, *more in db.execute("SELECT id, reference, date_signed, url FROM decision")}
    rows = db.execute("SELECT id, subject, object, pence, decision, stated, body FROM fact WHERE relation = 'flow'")
    for id, funder, recipient, pence, decision, stated, body in rows:
        values = json.loads(body)["values"]
        reference, signed, url = decisions[decision]
        graph.add_edge(
            funder,
            recipient,
            key=id,
            pence=pence,
            **{field: values.get(field) for field in _FIELDS},
            stated=bool(stated),
            decision=reference,
            decided=signed,
            url=url,
            locators=values["locators"],
        )
    db.close()
    return graph


def ask_networkx(graph: "networkx.MultiDiGraph[str]", id: str) -> list[Row]:
    """Who funds a party, a row for each flow."""
    rows = []
    for funder, _, flow, values in graph.in_edges(id, keys=True, data=True):
        row = {"funder": {"id": funder, "name": graph.nodes[funder]["name"]}, **values, "flow": flow}
        pence = row.pop("pence")
        row["amount"] = None if pence is None else Decimal(pence).scaleb(-2)
        rows.append(row)
    rows.sort(key=lambda row: (row["decided"] is None, row["decided"], row["flow"]))
    return rows


def load_rdflib(path: str) -> "rdflib.Graph":
    """The triples of a file in memory."""
    import rdflib

    return rdflib.Graph().parse(path, format="nt")


def ask_rdflib(graph: "rdflib.Graph", id: str) -> list[Row]:
    """Who funds a party, a row for each flow, by the graph's own look-ups: no SPARQL in between."""
    from rdflib import RDF, Namespace, URIRef

    gk = Namespace(GK)
    rows = []
    for flow in graph.subjects(gk.recipient, URIRef(f"{ID}organisation/{id}")):
        if (flow, RDF.type, gk.Flow) not in graph:
            continue
        funder, decision = graph.value(flow, gk.funder), graph.value(flow, gk.statedIn)
        values: dict[str, list[Any]] = {}
        for predicate, value in graph.predicate_objects(flow):
            values.setdefault(str(predicate).removeprefix(GK), []).append(value)
        amount = values.get("amount")
        rows.append(
            {
                "funder": {"id": str(funder).removeprefix(f"{ID}organisation/"), "name": str(graph.value(funder, gk.name))},
                "amount": amount[0].toPython() if amount else None,
                "amount_kind": _text(values, "amountKind"),
                "stage": _text(values, "stage"),
                "start": _text(values, "start"),
                "end": _text(values, "end"),
                "restricted_to": _text(values, "restrictedTo"),
                "financial_years": sorted(str(year) for year in values.get("financialYear", ())),
                "by_year": {
                    str(graph.value(entry, gk.financialYear)): str(graph.value(entry, gk.amount))
                    for entry in values.get("schedule", ())
                },
                "stated": values["stated"][0].toPython(),
                "decision": str(graph.value(decision, gk.reference)),
                "decided": str(graph.value(decision, gk.decided) or "") or None,
                "url": str(graph.value(decision, gk.url) or "") or None,
                "locators": sorted(str(locator) for locator in values["locator"]),
                "flow": str(flow).removeprefix(f"{ID}fact/"),
            }
        )
    rows.sort(key=lambda row: (row["decided"] is None, row["decided"], row["flow"]))
    return rows


def _text(values: dict[str, list[Any]], name: str) -> str | None:
    return str(values[name][0]) if name in values else None


def ask_sparql(graph: "rdflib.Graph", id: str, query: str) -> list[Row]:
    """The rows of a SPARQL query with ``?organisation`` written into it: rdflib is many times faster so than with bindings."""
    words = query.replace("?organisation", f"<{ID}organisation/{id}>")
    head, _, where = words.partition("WHERE")
    select = head.replace(f"<{ID}organisation/{id}>", "")
    end = where.replace(f"GROUP BY <{ID}organisation/{id}>", "GROUP BY")
    found = graph.query(f"{select}WHERE{end}")
    names = [str(variable) for variable in found.vars or ()]
    return [{name: _plain(value) for name, value in zip(names, row, strict=True)} for row in found]  # type: ignore[arg-type]


def _plain(value: Any) -> Any:
    from rdflib import Literal

    return value.toPython() if isinstance(value, Literal) else None if value is None else str(value)


def main() -> None:
    """Answer one question in this process and print it as JSON."""
    peer, path, id = sys.argv[1:4]
    if peer == "networkx":
        import pickle

        with open(path, "rb") as file:
            rows = ask_networkx(pickle.load(file), id)
    elif peer == "rdflib":
        rows = ask_rdflib(load_rdflib(path), id)
    else:
        with open(sys.argv[4], encoding="utf-8") as query:
            rows = ask_sparql(load_rdflib(path), id, query.read())
    sys.stdout.write(json.dumps(rows, default=str, ensure_ascii=False, indent=2) + "\n")
    sys.stdout.flush()
    import os

    os._exit(0)


if __name__ == "__main__":
    main()
