"""Pages for people: templates without scripts, and the policy that lets nothing else run."""

import importlib.resources
from functools import lru_cache
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from starlette.responses import Response

#: Styles of this server, forms to it, and nothing else.
POLICY = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"


def _own(name: str) -> str:
    return importlib.resources.files(__package__).joinpath("pages", name).read_text("utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_own), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def page(name: str, status: int = 200, policy: str = POLICY, **words: Any) -> Response:
    """The page of a template."""
    text = _environment().get_template(f"{name}.html.jinja").render(**words)
    headers = {"Content-Security-Policy": policy, "Vary": "Accept", "Cache-Control": "no-cache"}
    return Response(text.encode("utf-8", "replace"), status, headers, "text/html; charset=utf-8")


def style() -> Response:
    """The styles of all pages."""
    return Response(_own("style.css"), headers={"Cache-Control": "max-age=3600"}, media_type="text/css")
