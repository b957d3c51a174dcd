"""build and check."""

import click


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--store", metavar="DIR", help="The store to build; without it, your own.")
@click.option("--rdf/--no-rdf", default=True, help="Make the RDF index now, or leave it to its first use.")
@click.option("--wait", type=float, default=60, show_default=True, help="Seconds to wait for another build to end.")
def build(sources: tuple[str, ...], store: str | None, rdf: bool, wait: float) -> None:
    """Build a store from data files or folders (- is standard input); without any, from the data that comes with graphkit."""
    from graphkit.builder import build as build_store

    made = build_store(sources, store, rdf=rdf, wait=wait)
    counts = made.counts
    click.echo(f"built {made.store}: {counts['decision']} decisions, {counts['organisation']} parties, {counts['fact']} facts")


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
def check(sources: tuple[str, ...]) -> None:
    """Say everything that is wrong with data files (- is standard input); build nothing."""
    from graphkit.builder import check as check_files

    content = check_files(sources)
    parties = f"{len(content.decisions)} decisions, {len(content.organisations)} parties, {len(content.facts)} facts"
    click.echo(f"nothing wrong: {parties}")
