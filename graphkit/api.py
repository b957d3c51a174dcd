"""The public face: one finished store, and all that can be asked of it."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from graphkit import ask, home
from graphkit.scope import Scope
from graphkit.store import Store

if TYPE_CHECKING:
    import networkx
    import rdflib

    from graphkit.model import Content
    from graphkit.sparql import Result
    from graphkit.tracing.network import Network
    from graphkit.view.flow import Svg


def open(store: str | None = None) -> "Graph":
    """Open a store folder; without one, the user's own, built from the packaged data where needed.

    >>> import graphkit
    >>> graphkit.open().who_funds("women in prison")["funders"][0]["funder"]["name"]
    'London Borough of Lambeth'
    """
    return Graph(Store.open(store) if store else _own())


def _own() -> Store:
    """The user's own store; built where there is none yet, or one of other data or another graphkit."""
    folder, state = home.folder(), home.packaged_state()
    if found := Store.of_state(folder, state):
        return found
    from graphkit.builder import build

    build(store=folder, again=False)
    return Store.open(folder)


class Graph:
    """A finished store, open to questions. Close it, or use it with ``with``.

    Names may be any alias in any case; one that leads to nobody, or to several, raises UnknownName or
    AmbiguousName. Amounts are Decimal pounds; what is not stated is None. Every answer is a plain dict,
    the same as the command line's ``--format json``. A :class:`graphkit.Scope` limits what counts.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def who_funds(self, name: str, scope: Scope | None = None) -> dict[str, Any]:
        """Who gives a party money, and who stands at the beginning of it."""
        return ask.who_funds(self.store, name, scope)

    def funded_by(self, name: str, scope: Scope | None = None) -> dict[str, Any]:
        """Whom a party gives money."""
        return ask.funded_by(self.store, name, scope)

    def trace(
        self,
        source: str | Collection[str],
        target: str | Collection[str],
        scope: Scope | None = None,
        hops: int = 12,
        *,
        own: bool = False,
        closed: bool = False,
        explain: bool = False,
    ) -> dict[str, Any]:
        """How much of a source's money reached a target: at least, estimate, at most, and every path.

        >>> import graphkit
        >>> answer = graphkit.open().trace("NHS England", "Working Chance")
        >>> str(answer["at_least"]), len(answer["paths"])
        ('25000.00', 1)
        """
        from graphkit.trace import trace

        return trace(self.store, source, target, scope, hops, own=own, closed=closed, explain=explain)

    def flow_picture(
        self,
        source: str | Collection[str],
        target: str | Collection[str],
        scope: Scope | None = None,
        *,
        own: bool = False,
        closed: bool = False,
    ) -> "Svg":
        """The answer of :meth:`trace` as SVG: ribbons as wide as their amounts, beside them the three figures.

        >>> import graphkit
        >>> graphkit.open().flow_picture("NHS England", "Working Chance").startswith("<svg")
        True
        """
        from graphkit.view.flow import flow

        return flow(self.trace(source, target, scope, own=own, closed=closed, explain=True))

    def network(self, scope: Scope | None = None) -> "Network":
        """All flows and budgets of a scope in memory, as a :class:`graphkit.Network` of ids and whole pence.

        >>> import graphkit
        >>> graphkit.open().network().trace("nhs-england", "working-chance").at_least
        2500000
        """
        from graphkit.desk import Desk
        from graphkit.flows import load

        return load(Desk(self.store, scope)).network

    def totals(
        self,
        boundary: Sequence[str],
        scope: Scope | None = None,
        payers: Sequence[str] = (),
        payees: Sequence[str] = (),
        *,
        by_year: bool = False,
    ) -> dict[str, Any]:
        """What comes in, stays inside and goes out at a boundary round organisations, no pound counted twice.

        Of what comes in only what the ``payers`` pay, and of what goes out only what the ``payees`` get, where any are named.

        >>> import graphkit
        >>> answer = graphkit.open().totals(["MOPAC"], graphkit.Scope(decision="PCD 172"))
        >>> str(answer["incoming"]["amount"]), str(answer["passed_on"]["at_least"]), str(answer["naive"]["amount"])
        ('120000.00', '120000.00', '240000.00')
        """
        from graphkit.totals import totals

        return totals(self.store, boundary, scope, payers, payees, yearly=by_year)

    def coverage(self, name: str | None = None, scope: Scope | None = None) -> dict[str, Any]:
        """How much of the money has a known way, hop by hop, and which cited decisions would tell more.

        >>> import graphkit
        >>> answer = graphkit.open().coverage("MOPAC", graphkit.Scope(decision="PCD 949"))
        >>> str(answer["organisations"][0]["known_upstream"]), answer["absent_decisions"]
        ('1263861.00', [])
        """
        from graphkit.coverage import coverage

        return coverage(self.store, name, scope)

    def authority(self, name: str, scope: Scope | None = None) -> dict[str, Any]:
        """Who may sign or award what, up to what limit, under which paragraph."""
        from graphkit.authority import authority

        return authority(self.store, name, scope)

    def conflicts(self, name: str | None = None, scope: Scope | None = None) -> dict[str, Any]:
        """Where statements disagree, in all facts or in those with or about a party, and which is used by which rule.

        >>> import graphkit
        >>> [row["rule"] for row in graphkit.open().conflicts("Director of Commissioning and Partnerships")["conflicts"]]
        ['told in the recommendations (what is signed)']
        """
        from graphkit.conflicts import conflicts

        return conflicts(self.store, name, scope)

    def partners(self, name: str, scope: Scope | None = None) -> dict[str, Any]:
        """The partnerships of a party."""
        return ask.partners(self.store, name, scope)

    def providers(self, area: str, scope: Scope | None = None, *, every: bool = False) -> dict[str, Any]:
        """Who delivers in an area, of what service, and who pays them; with ``every``, also services without a told area.

        >>> import graphkit
        >>> answer = graphkit.open().providers("Lambeth", graphkit.Scope(decision="PCD 172"))
        >>> [entry["provider"]["name"] for entry in answer["providers"]]
        ['Women in Prison']
        """
        from graphkit.providers import providers

        return providers(self.store, area, scope, every=every)

    def organisation(self, name: str, scope: Scope | None = None) -> dict[str, Any]:
        """All that is known of one party."""
        return ask.organisation(self.store, name, scope)

    def organisations(self, kind: str | None = None) -> dict[str, Any]:
        """All parties, or those of one kind."""
        return ask.organisations(self.store, kind)

    def decision(self, reference: str, scope: Scope | None = None) -> dict[str, Any]:
        """One decision with every fact that it states."""
        return ask.decision(self.store, reference, scope)

    def decisions(self, scope: Scope | None = None) -> dict[str, Any]:
        """All decisions."""
        return ask.decisions(self.store, scope)

    def lineage(self, reference: str | None = None, scope: Scope | None = None) -> dict[str, Any]:
        """Which decision extends, varies or replaces which, or spends its money: of one decision, or of all.

        >>> import graphkit
        >>> [row["earlier"]["reference"] for row in graphkit.open().lineage("DMPCD 2015 96")["earlier"]]
        ['DMPCD 2014 110', 'DMPCD 2015 46']
        """
        from graphkit.lineage import lineage

        return lineage(self.store, reference, scope)

    def search(self, text: str, limit: int = 20) -> dict[str, Any]:
        """Parties, decisions and facts whose words begin like those of a text."""
        return ask.search(self.store, text, limit)

    def sparql(self, query: str, parameters: Mapping[str, str] | None = None) -> "Result":
        """Run a SPARQL query: the name of one of :func:`graphkit.queries.every`, or a query's text.

        >>> import graphkit
        >>> graphkit.open().sparql("ASK { ?flow a gk:Flow }").boolean
        True
        """
        from graphkit import queries, sparql

        words = query.split()
        return sparql.run(self.store, queries.load(query) if len(words) == 1 else query, parameters)

    def to_networkx(self, scope: Scope | None = None) -> "networkx.MultiDiGraph[str]":
        """A MultiDiGraph: parties, and facts between two parties under their ids as keys."""
        from graphkit.graph import to_networkx

        return to_networkx(self.store, scope)

    def to_rdflib(self) -> "rdflib.Dataset":
        """An rdflib Dataset with one graph for each decision; its default graph is the union of them.

        >>> import graphkit
        >>> len(graphkit.open().to_rdflib()) > 3000
        True
        """
        from graphkit.export.rdf import to_rdflib

        return to_rdflib(self.store)

    def export(self, to: str, out: BinaryIO, scope: Scope | None = None) -> list[str]:
        """Write a format (turtle, trig, nquads, jsonld, graphml, gexf, csv); returns what it cannot carry."""
        from graphkit.export import export

        return export(self.store, to, out, scope)

    def view(
        self,
        scope: Scope | None = None,
        *,
        around: str | None = None,
        hops: int = 2,
        source: str | None = None,
        target: str | None = None,
        max_nodes: int | None = None,
        title: str | None = None,
    ) -> str:
        """A picture of the network, or of a part of it, as one HTML page that needs nothing else."""
        from graphkit.picture import picture

        words: dict[str, Any] = {"around": around, "hops": hops, "source": source, "target": target}
        return str(picture(self.store, scope, **words, max_nodes=max_nodes, title=title))

    def picture(self, form: str, scope: Scope | None = None, **words: Any) -> str | bytes:
        """The same as a plain picture for a report: ``form`` is svg (text) or png (bytes); ``words`` as for ``view``."""
        from graphkit.picture import picture

        return picture(self.store, scope, form=form, **words)

    def content(self) -> "Content":
        """All parties, decisions and facts as frozen values."""
        from graphkit.contents import content

        return content(self.store)

    def close(self) -> None:
        """Let go of the store's files."""
        self.store.close()

    def __enter__(self) -> "Graph":
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
