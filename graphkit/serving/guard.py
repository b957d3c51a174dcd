"""What every request passes, and every answer carries: whom the server knows itself as, who may ask, what a page may do.

A page of any site can have a browser send requests to 127.0.0.1, and a name that is rebound to it makes them readable:
so the Host header has to be one that was told. No other origin is allowed anything unless configured.
"""

import base64
import hmac
import logging
import time
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

#: An answer is no page: what pages need, they bring themselves.
POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
#: Headers of an answer that a page of another origin, where it is allowed, may read.
_TOLD = b"graphkit-truncated, retry-after"
_PREFLIGHT = (
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (b"access-control-allow-headers", b"accept, authorization, content-type"),
    (b"access-control-max-age", b"600"),
)
log = logging.getLogger("graphkit.serve")


def hostname(value: str) -> str:
    """The name in a Host header, without its port, in small letters.

    >>> hostname("LocalHost:8000"), hostname("[::1]:8000")
    ('localhost', '[::1]')
    """
    value = value.strip().lower()
    if value.startswith("["):
        return value.partition("]")[0] + "]"
    return value.partition(":")[0]


class Guard:
    """The outermost layer of the server."""

    def __init__(
        self, app: App, hosts: Collection[str], token: str | None = None, origins: Collection[str] = (), queries: bool = False
    ) -> None:
        self.app, self.hosts, self.token, self.queries = app, {hostname(host) for host in hosts}, token, queries
        self.origins = set(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse with a plain reason, or hand on; log what was asked without its query."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
        started, status = time.monotonic(), 0
        origin = headers.get("origin", "")

        async def answer(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                own = {key.lower() for key, _ in message.get("headers", [])}
                more = [pair for pair in _ALWAYS if pair[0] not in own]
                if b"content-security-policy" not in own:
                    more.append((b"content-security-policy", POLICY.encode()))
                if self.origins:
                    more.append((b"vary", b"Origin"))
                if origin in self.origins:
                    more += [(b"access-control-allow-origin", origin.encode()), (b"access-control-expose-headers", _TOLD)]
                message = {**message, "headers": [*message.get("headers", []), *more]}
            await send(message)

        reason = self._refused(scope["method"], headers)
        if reason:
            await _plain(answer, *reason)
        elif origin in self.origins and scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            await answer({"type": "http.response.start", "status": 204, "headers": list(_PREFLIGHT)})
            await answer({"type": "http.response.body", "body": b""})
        else:
            await self.app(scope, receive, answer)
        asked = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if self.queries and scope["query_string"] else "")
        log.info("%s %s %s %.0f ms", scope["method"], _printable(asked), status, 1000 * (time.monotonic() - started))

    def _refused(self, method: str, headers: dict[str, str]) -> tuple[int, str] | None:
        if hostname(headers.get("host", "")) not in self.hosts:
            return 421, "This server is not known by that name. Start it with --allow-host NAME to have it known.\n"
        # A browser asks first whether it may, and sends no token with that.
        asking = method == "OPTIONS" and headers.get("origin", "") in self.origins and "access-control-request-method" in headers
        given = _token(headers.get("authorization", "")).encode()
        if self.token is not None and not asking and not hmac.compare_digest(given, self.token.encode()):
            return 401, "This server wants a token: send Authorization: Bearer TOKEN; in a browser it is the password.\n"
        return None


def _token(authorization: str) -> str:
    """The token of a header: a program sends it as it is, a browser as the password of anybody.

    >>> _token("Bearer abc"), _token("Basic " + base64.b64encode(b"me:abc").decode()), _token("Digest abc")
    ('abc', 'abc', '')
    """
    kind, _, given = authorization.partition(" ")
    if kind.lower() == "bearer":
        return given.strip()
    if kind.lower() != "basic":
        return ""
    try:
        return base64.b64decode(given, validate=True).decode().partition(":")[2]
    except ValueError:
        return ""


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "\ufffd" for c in text[:2000])


async def _plain(send: Send, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    if status == 401:
        headers += [(b"www-authenticate", b'Bearer realm="graphkit"'), (b"www-authenticate", b'Basic realm="graphkit"')]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
