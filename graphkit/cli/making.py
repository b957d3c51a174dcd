"""build, check and audit."""

import click

from graphkit.cli.shared import FORMAT, bold, command, put


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
    click.echo(f"built {made.store}: {_held(counts['decision'], counts['organisation'], counts['fact'])}")


def _held(decisions: int, parties: int, facts: int) -> str:
    """How much was read, in words."""
    kinds = (("decision", "decisions"), ("party", "parties"), ("fact", "facts"))
    return ", ".join(f"{n} {one if n == 1 else many}" for n, (one, many) in zip((decisions, parties, facts), kinds, strict=True))


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
def check(sources: tuple[str, ...]) -> None:
    """Say everything that is wrong with data files (- is standard input); build nothing."""
    from graphkit.auditing import audit as audit_content
    from graphkit.auditing import unexplained
    from graphkit.builder import check as check_files

    content = check_files(sources)
    click.echo(f"nothing wrong: {_held(len(content.decisions), len(content.organisations), len(content.facts))}")
    findings = audit_content(content)
    several = "s" if len(findings) != 1 else ""
    click.echo(f"{len(findings)} finding{several}, {len(unexplained(findings))} not explained: graphkit audit shows them")


@command(
    click.argument("sources", nargs=-1, metavar="[SOURCE]..."),
    click.option("--rule", metavar="NAME", help="Only findings of this rule, such as undated."),
    click.option("--unexplained", is_flag=True, help="Only findings that nothing in the data explains."),
    FORMAT,
)
def audit(sources: tuple[str, ...], rule: str | None, unexplained: bool, format_: str) -> None:
    """What is well formed in data files and should yet be looked at, and what explains it (- is standard input).

    The exit status is 0 where all that is shown is explained, 1 where something is not.
    """
    from graphkit import shown
    from graphkit.auditing.report import report
    from graphkit.builder import check as check_files

    answer = report(check_files(sources), rule=rule, only_unexplained=unexplained)
    columns = ["decision", "rule", "message", "facts", "explained_by"]
    put(answer, answer["findings"], columns, lambda: shown.audit(answer, bold()), format_)
    if answer["unexplained_count"]:
        click.get_current_context().exit(1)
