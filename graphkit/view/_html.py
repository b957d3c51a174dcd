"""The page around the network: template, styles, scripts, and the policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
import importlib.resources
from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from graphkit.view import _style
from graphkit.view._facts import Fact
from graphkit.view._text import clean, embed, money, number

_VIS = ("templates", "lib", "vis-9.1.2")
_SCRIPTS = ("paint.js", "tags.js", "panel.js", "page.js")


def _own(name: str) -> str:
    return importlib.resources.files(__package__).joinpath(name).read_text("utf-8")


def _vis(name: str) -> str:
    text = importlib.resources.files("pyvis").joinpath(*_VIS, name).read_text("utf-8")
    # A parser reads CR LF as LF, and the policy hashes what the parser reads.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("//# sourceMappingURL=vis-network.min.js.map", "")


def _inline(kind: str, text: str) -> tuple[str, str]:
    """The element and the source expression that allows exactly this element."""
    if f"</{kind}" in text.lower() or "<!--" in text:
        raise ValueError(f"a {kind} element cannot hold this text")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"<{kind}>{text}</{kind}>", f"'sha256-{digest}'"


def _policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    # vis-network places its canvas through the CSSOM, which style-src does not govern: no style attribute
    # is needed. data: pictures are the empty icon, without which a server is asked for favicon.ico.
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(scripts)}",
            f"style-src {' '.join(styles)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _table(found: Sequence[Fact]) -> list[dict[str, Any]]:
    skip = {"Amount", "Decision", "Where"}
    rows = []
    for fact in found:
        told = dict(fact.rows)
        rows.append(
            {
                "relation": fact.label,
                "source": fact.source_name,
                "target": fact.target_name,
                "arrow": "→" if fact.directed else "↔",
                "amount": fact.amount,
                "url": fact.url,
                "decision": told.get("Decision", ""),
                "where": told.get("Where", ""),
                "rest": [(k, v) for k, v in fact.rows if k not in skip],
            }
        )
    return rows


def render(net: Any, found: Sequence[Fact], relations: Mapping[str, _style.Relation], title: str, attribution: str) -> str:
    """Give pyvis our template and let it fill it."""
    scripts = [
        _inline("script", _vis("vis-network.min.js")),
        _inline("script", "(() => {\n'use strict';\n" + "\n".join(map(_own, _SCRIPTS)) + "\n})();\n"),
    ]
    styles = [_inline("style", _vis("vis-network.css")), _inline("style", _own("page.css"))]
    money_facts = [f for f in found if f.carries == "money"]
    currencies = {f.data.get("currency") for f in money_facts if number(f.data.get("amount")) is not None}
    currency = currencies.pop() if len(currencies) == 1 else None
    # The kinds as the nodes show them, in the order that gave them their shapes.
    kinds = {n["kind"]: n["glyph"] for n in net.nodes if not n.get("knot")}
    names = sorted((n["name"] for n in net.nodes if not n.get("knot")), key=str.casefold)
    env = Environment(
        loader=FunctionLoader(_own),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["embed"] = embed
    env.globals.update(
        title=clean(title, 200),
        attribution=clean(attribution),
        policy=_policy([h for _, h in scripts], [h for _, h in styles]),
        scripts=[e for e, _ in scripts],
        styles=[e for e, _ in styles],
        relations=list(relations.values()),
        kinds=sorted(kinds.items()),
        table=_table(found),
        names=names,
        net_options=net.options,
        scale=[(money(a, None, currency), w) for a, w in _style.scale(_style.largest_amount(found))],
        has={
            "unknown": any(f.unknown for f in found),
            "inferred": any(f.inferred for f in found),
            "conditional": any(f.conditional for f in found),
            **{what: any(n.get(what) for n in net.nodes) for what in ("group", "unnamed", "knot")},
        },
        style=_style,
        dashes=lambda d: " ".join(map(str, d)) if d else "none",
    )
    net.templateEnv, net.path = env, "page.html.jinja"
    html: str = net.generate_html()
    return html
