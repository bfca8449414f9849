"""Who may speak to the editor: this machine, under its own name, from its own pages, with the word only its user knows.

A page of another site can make a browser send a request here. A rebound name passes every check of origins and is
stopped by the name it asks for (`Host`); a form on another page bears the right name and is stopped by where it comes
from (`Sec-Fetch-Site`, `Origin`); another program of this machine lacks the token, which is a part of every address.
"""

import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.i18n import message
from geo.vocabulary import Language

NAMES = ("127.0.0.1", "localhost")
CHANGES_NOTHING = ("GET", "HEAD")
# A form in five languages with fifty sources is 100 kB; a spreadsheet of 100,000 rows is 20 MB.
MOST_TYPED = 2_000_000
MOST_DROPPED = 40_000_000
# A length with more figures is too large, whatever they are.
MOST_FIGURES = 15
# Scripts and styles are named by a word drawn anew for each page; pictures are drawn by the script.
POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src 'self' data: blob:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def guarded(app: ASGIApp, token: str, lang: Language = "en") -> ASGIApp:
    """The app behind every check; what fails one is answered here, in a language, and never reaches it."""
    limited = BodyLimit(app, lambda path: MOST_DROPPED if path.endswith("/import") else MOST_TYPED, lang)
    checked = SameOrigin(Token(limited, token, lang), lang)
    return Sealed(TrustedHostMiddleware(checked, allowed_hosts=NAMES, www_redirect=False))


def refusal(key: str, status: int, lang: Language) -> PlainTextResponse:
    """A short answer that says why; the connection ends, for there may be more of a body that nobody reads."""
    return PlainTextResponse(message(f"editor.refused.{key}", lang) + "\n", status, {"Connection": "close"})


class Sealed:
    """Every answer tells the browser what it may do with it; `scope["nonce"]` is what its scripts are named by."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        scope["nonce"] = secrets.token_urlsafe(16)

        async def sealed(told: Message) -> None:
            if told["type"] == "http.response.start":
                headers = MutableHeaders(scope=told)
                headers["Content-Security-Policy"] = POLICY.format(nonce=scope["nonce"])
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(told)

        await self.app(scope, receive, sealed)


class SameOrigin:
    """What could change something comes from a page of ours, or from no page at all (a program of this machine).

    References
    ----------
    Fetch Metadata Request Headers, W3C; the algorithm of Go's `http.CrossOriginProtection` (1.25). The package
    asgi-cross-origin-protection does the same in ten times the lines, and is young (0.1, one author).
    """

    def __init__(self, app: ASGIApp, lang: Language) -> None:
        self.app, self.lang = app, lang

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or (scope["method"] not in CHANGES_NOTHING and not _from_here(Headers(scope=scope))):
            await refusal("origin", 403, self.lang)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _from_here(headers: Headers) -> bool:
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    there = urlsplit(origin)
    return there.scheme == "http" and there.netloc == headers.get("host")


class Token:
    """The first step of every address is a word that was drawn when the server began."""

    def __init__(self, app: ASGIApp, token: str, lang: Language) -> None:
        self.app, self.token, self.lang = app, token, lang

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        given = scope["path"].split("/", 2)[1] if scope["path"].startswith("/") else ""
        if not secrets.compare_digest(given.encode(), self.token.encode()):
            await refusal("token", 403, self.lang)(scope, receive, send)
        else:
            await self.app({**scope, "root_path": f"/{self.token}"}, receive, send)


class _TooLarge(Exception):
    pass


class BodyLimit:
    """A body that says it is too large is not read at all, one that does not say so no further than that."""

    def __init__(self, app: ASGIApp, most: Callable[[str], int], lang: Language) -> None:
        self.app, self.most, self.lang = app, most, lang

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        most = self.most(scope["path"])
        told = Headers(scope=scope).get("content-length", "0")
        if not told.isascii() or not told.isdigit() or len(told) > MOST_FIGURES or int(told) > most:
            await refusal("large", 413, self.lang)(scope, receive, send)
            return
        left = most

        async def counted() -> Message:
            nonlocal left
            some = await receive()
            left -= len(some.get("body", b""))
            if left < 0:
                raise _TooLarge
            return some

        try:
            await self.app(scope, counted, send)
        except _TooLarge:
            await refusal("large", 413, self.lang)(scope, receive, send)
