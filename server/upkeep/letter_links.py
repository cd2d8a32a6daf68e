"""What the pages behind links in letters have in common: how a token leaves the address, and what means one click.

Scanners fetch every link of a mail, so a GET only shows a button; what is sent with the button acts. The token of a
link leaves the address at once: a cookie keeps it for an hour, and the browser is sent to the plain address.
"""

import re
from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.addresses import Addresses

NO_TRACE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
_TOKEN = re.compile(r"[A-Za-z0-9._-]{1,1000}")
_COOKIE = "affiliates_letter"
_COOKIE_SECONDS = 3600
# RFC 8058: what a mail program sends that stops letters for its user, without opening a page.
_ONE_CLICK = ("List-Unsubscribe", "One-Click")


def is_token(text: str) -> bool:
    """Whether a text looks like a token of ours."""
    return bool(_TOKEN.fullmatch(text))


def kept_token(request: Request) -> str:
    """The token in the browser's cookie, empty where there is none."""
    return request.cookies.get(_COOKIE, "")


def without_token(request: Request, addresses: Addresses, page: str, token: str) -> Response:
    """Sends the browser to the same page without the token in its address, and changes nothing."""
    path = addresses.root(request.scope) + page
    response = RedirectResponse(path, HTTPStatus.SEE_OTHER)
    is_https = request.scope["scheme"] == "https" or addresses.public_url.startswith("https:")
    # Not strict: browsers would not send it on after a click in a mail, which is another site.
    response.set_cookie(_COOKIE, token, _COOKIE_SECONDS, path=path, secure=is_https, httponly=True, samesite="lax")
    return response


def forget_token(response: Response, request: Request, addresses: Addresses, page: str) -> None:
    """Takes the token out of the browser's cookie."""
    response.delete_cookie(_COOKIE, path=addresses.root(request.scope) + page)


def is_one_click(fields: Mapping[str, str]) -> bool:
    """Whether a mail program asks for no more letters."""
    name, value = _ONE_CLICK
    return fields.get(name) == value
