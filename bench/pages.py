"""Pages that other tools make of a store: each one HTML file by itself, written as the tool's own documents show it.

::

    python bench/pages.py pyvis STORE FILE          # or gravis, plotly, bokeh

Parties are nodes with their names; facts between two parties are edges with their sums. plotly and bokeh have
no layout of their own: theirs is networkx's ``spring_layout``, as in both tools' own examples.
"""

import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import generate

from graphkit.api import open as open_store
from graphkit.model import Content
from graphkit.ontology import load
from graphkit.publish import publish
from graphkit.scope import Scope

if TYPE_CHECKING:
    import networkx

#: For so many organisations: how many flows, and in a country of how many, of whom most get nothing.
SIZES = {50: (75, 91), 1_000: (1_500, 3_095), 10_000: (15_000, 32_245)}


def store(place: Path, organisations: int) -> Path:
    """A store in which so many organisations pay, receive or are members of who does; and no others."""
    flows, country = SIZES[organisations]
    with patch.object(generate, "parties", lambda _: country):
        whole = generate.content(flows)
        facts = tuple(whole.facts)
    ends = {str(end) for fact in facts for end in (fact.values["funder"], fact.values["recipient"])}
    known = {party.id: party for party in whole.organisations}
    ends |= {member for end in ends for member in known[end].members}
    if len(ends) != organisations:
        raise SystemExit(f"generate.py has changed: {country} parties give {len(ends)} organisations, not {organisations}")
    place.mkdir(parents=True, exist_ok=True)
    held = tuple(known[end] for end in sorted(ends))
    publish(str(place), Content(held, whole.decisions, facts), load(), "", rdf=False, wait=60, again=True)
    return place


def stores(folder: Path) -> list[Path]:
    """A store of each size, and one of the packaged data."""
    build = [sys.executable, "-m", "graphkit", "build", "--store", str(folder / "packaged")]
    subprocess.run(build, stdout=subprocess.DEVNULL, check=True)
    return [*(store(folder / f"made-up-{size}", size) for size in SIZES), folder / "packaged"]


def graph(place: str) -> "networkx.MultiDiGraph[str]":
    """What ``graphkit view`` draws of a store: facts between two parties, these parties and the members of groups."""
    return open_store(place).to_networkx(Scope())


def words(edge: dict[str, Any]) -> str:
    """What stands at an edge: its sum, or the kind of fact."""
    return f"£{edge['amount']:,.0f}" if edge.get("amount") else str(edge["relation"])


def pyvis(found: "networkx.MultiDiGraph[str]") -> str:
    """With its defaults, physics on; directed, because it keeps one line of several between two parties otherwise."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    for party, more in found.nodes(data=True):
        net.add_node(party, label=more["name"])
    for payer, payee, more in found.edges(data=True):
        net.add_edge(payer, payee, label=words(more))
    return str(net.generate_html(notebook=False))


def gravis(found: "networkx.MultiDiGraph[str]") -> str:
    """Its page made with D3."""
    import networkx

    plain: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    plain.add_nodes_from((party, {"label": more["name"]}) for party, more in found.nodes(data=True))
    plain.add_edges_from((payer, payee, {"label": words(more)}) for payer, payee, more in found.edges(data=True))
    labels = {"node_label_data_source": "label", "edge_label_data_source": "label"}
    return str(import_module("gravis").d3(plain, show_edge_label=True, **labels).to_html_standalone())


def plotly(found: "networkx.MultiDiGraph[str]") -> str:
    """A line of all edges, points with names, and the sums where one points at the middle of an edge."""
    import networkx

    graph_objects = import_module("plotly.graph_objects")
    at = networkx.spring_layout(found, seed=1)
    lines: tuple[list[Any], list[Any]] = ([], [])
    middles: tuple[list[Any], list[Any]] = ([], [])
    for payer, payee in found.edges():
        for axis in (0, 1):
            lines[axis].extend((at[payer][axis], at[payee][axis], None))
            middles[axis].append((at[payer][axis] + at[payee][axis]) / 2)
    sums = [words(more) for _, _, more in found.edges(data=True)]
    names = [more["name"] for _, more in found.nodes(data=True)]
    points = [[float(at[party][axis]) for party in found] for axis in (0, 1)]
    scatter = graph_objects.Scatter
    figure = graph_objects.Figure(
        [
            scatter(x=lines[0], y=lines[1], mode="lines", hoverinfo="none"),
            scatter(x=middles[0], y=middles[1], mode="markers", marker={"opacity": 0}, text=sums, hoverinfo="text"),
            scatter(x=points[0], y=points[1], mode="markers+text", text=names, hoverinfo="text"),
        ],
        {"dragmode": "pan", "showlegend": False},
    )
    return str(figure.to_html(include_plotlyjs=True))


def bokeh(found: "networkx.MultiDiGraph[str]") -> str:
    """A figure as large as the window, names beside the points; no sums."""
    import networkx

    models, plotting = import_module("bokeh.models"), import_module("bokeh.plotting")
    plain: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(found.edges())
    at = networkx.spring_layout(plain, seed=1)
    plot = plotting.figure(sizing_mode="stretch_both")
    plot.renderers.append(plotting.from_networkx(plain, at))
    named = {"x": [at[party][0] for party in plain], "y": [at[party][1] for party in plain]}
    named["name"] = [found.nodes[party]["name"] for party in plain]
    plot.add_layout(models.LabelSet(x="x", y="y", text="name", source=models.ColumnDataSource(named)))
    return str(import_module("bokeh.embed").file_html(plot, import_module("bokeh.resources").INLINE))


PEERS: dict[str, Callable[["networkx.MultiDiGraph[str]"], str]] = {
    "pyvis": pyvis,
    "gravis": gravis,
    "plotly": plotly,
    "bokeh": bokeh,
}


def main() -> None:
    """Write one page in this process."""
    peer, place, file = sys.argv[1:4]
    Path(file).write_text(PEERS[peer](graph(place)), encoding="utf-8")


if __name__ == "__main__":
    main()
