"""The parameters of a request to the reconciliation service, of its address and of its form."""

from urllib.parse import parse_qsl

from starlette.requests import Request

from graphkit.matching import MOST_NAME
from graphkit.serving.endpoint import body
from graphkit.serving.protocol import Refused

_FORM = "application/x-www-form-urlencoded"
Given = dict[str, str]


async def given(request: Request) -> Given:
    """All of them; Refused where they cannot be read, or a page wants a script."""
    text = request.scope["query_string"].decode("latin-1")
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != _FORM:
            raise Refused(415, f"a body of type {kind[:60] or 'unknown'} is not read here", f"send {_FORM}")
        try:
            text = "&".join(filter(None, (text, (await body(request)).decode("ascii"))))
        except UnicodeDecodeError as error:
            raise Refused(400, f"the body is no form (byte {error.start})", "encode it as a form") from None
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=20, errors="strict")
    except (ValueError, UnicodeDecodeError):
        raise Refused(400, "the parameters cannot be read", "encode them as a form, in UTF-8") from None
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Refused(400, "a parameter is told twice", "send each once")
    if "callback" in found:
        raise Refused(400, "callback: no scripts are sent to pages of others", "start the server with --allow-origin")
    return found


def prefix(given: Given) -> str:
    """The beginning of a name, which may be empty."""
    text = given.get("prefix")
    if text is None:
        raise Refused(400, "prefix: it is missing", "send the beginning of a name as prefix=...")
    if len(text) > MOST_NAME:
        raise Refused(400, f"prefix: {len(text):,} characters, where at most {MOST_NAME} are read")
    return text


def whole(given: Given, name: str, unless: int = 0) -> int:
    """A whole number, or what it is unless told."""
    text = given.get(name) or str(unless)
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise Refused(400, f"{name}: a whole number below 100000 is wanted", "leave it out")
    return int(text)


def kind(given: Given) -> str:
    """The kind of party that is wished for; empty where it does not matter."""
    if len(text := given.get("type", "")) > MOST_NAME:
        raise Refused(400, f"type: {len(text):,} characters, where at most {MOST_NAME} are read")
    return text
