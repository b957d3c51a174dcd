"""build, check and audit."""

import click

from graphkit.cli.shared import FORMAT, bold, command, put

DRAFTS = click.option("--drafts", is_flag=True, help="Take drafts too, and mark what nobody has reviewed of them.")


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--store", metavar="DIR", help="The store to build; without it, your own.")
@click.option("--rdf/--no-rdf", default=True, help="Make the RDF index now, or leave it to its first use.")
@click.option("--wait", type=float, default=60, show_default=True, help="Seconds to wait for another build to end.")
@DRAFTS
def build(sources: tuple[str, ...], store: str | None, rdf: bool, wait: float, drafts: bool) -> None:
    """Build a store from data files or folders (- is standard input); without any, from the data that comes with graphkit."""
    from graphkit.builder import build as build_store

    made = build_store(sources, store, rdf=rdf, wait=wait, drafts=drafts)
    counts = made.counts
    click.echo(f"built {made.store}: {_held(counts['decision'], counts['organisation'], counts['fact'])}")


def _held(decisions: int, parties: int, facts: int) -> str:
    """How much was read, in words."""
    kinds = (("decision", "decisions"), ("party", "parties"), ("fact", "facts"))
    return ", ".join(f"{n} {one if n == 1 else many}" for n, (one, many) in zip((decisions, parties, facts), kinds, strict=True))


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@DRAFTS
def check(sources: tuple[str, ...], drafts: bool) -> None:
    """Say everything that is wrong with data files (- is standard input); build nothing."""
    from graphkit.auditing import audit as audit_content
    from graphkit.auditing import unexplained
    from graphkit.builder import check as check_files

    content = check_files(sources, drafts=drafts)
    click.echo(f"nothing wrong: {_held(len(content.decisions), len(content.organisations), len(content.facts))}")
    findings = audit_content(content)
    several = "s" if len(findings) != 1 else ""
    click.echo(f"{len(findings)} finding{several}, {len(unexplained(findings))} not explained: graphkit audit shows them")


@command(
    click.argument("sources", nargs=-1, metavar="[FILE|DECISION|STORE]..."),
    click.option("--rule", metavar="NAME", help="Only findings of this rule, such as undated."),
    click.option("--unexplained", is_flag=True, help="Only findings that nothing in the data explains."),
    FORMAT,
)
def audit(sources: tuple[str, ...], rule: str | None, unexplained: bool, format_: str) -> None:
    """What should be looked at, how badly, and what explains it (- is data on standard input).

    Looks at data files, at a store, at a decision such as "PCD 172", or at a decision document as it is published: PDF, DOCX,
    HTML, Markdown, text. docs/audit has a page for every rule. The exit status is 1 where a violation is found that
    nothing explains, else 0.
    """
    from graphkit import shown
    from graphkit.audited import audited

    answer = audited(sources, rule=rule, only_unexplained=unexplained)
    columns = ["severity", "rule", "decision", "locator", "message", "found", "expected", "method", "facts", "explained_by"]
    put(answer, answer["findings"], columns, lambda: shown.audit(answer, bold()), format_)
    if answer["open_counts"]["violation"]:
        click.get_current_context().exit(1)
