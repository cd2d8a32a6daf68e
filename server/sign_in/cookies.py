"""The two cookies of a reviewer's browser: one for the sign-in, one by which the browser is known the next time.

Each holds a random token whose hash is in the store, so there is nothing to sign: a sign-in that the store does not
know, or that was ended, is none. No script reads them, and no other site makes a browser send them.
"""

from collections.abc import Mapping

from starlette.responses import Response
from starlette.types import Scope

from affiliates.review.door.entrance import Entrance
from affiliates.review.door.known_browsers import KNOWN_FOR
from affiliates.review.sign_in import SIGN_IN_COOKIE, SIGN_IN_PAGE
from server.addresses import Addresses

_BROWSER_COOKIE = "affiliates_browser"


def set_cookies(response: Response, entrance: Entrance, scope: Scope, addresses: Addresses) -> None:
    """Gives a browser both: the first until it is closed, the second for as long as it counts, and only to sign in."""
    root = addresses.root(scope)
    is_https = scope["scheme"] == "https" or addresses.public_url.startswith("https:")
    response.set_cookie(SIGN_IN_COOKIE, entrance.token, path=root, secure=is_https, httponly=True, samesite="strict")
    response.set_cookie(
        _BROWSER_COOKIE,
        entrance.browser_token,
        max_age=int(KNOWN_FOR.total_seconds()),
        path=f"{root}{SIGN_IN_PAGE}",
        secure=is_https,
        httponly=True,
        samesite="strict",
    )


def browser_token(cookies: Mapping[str, str]) -> str | None:
    """The token by which a browser may be known."""
    return cookies.get(_BROWSER_COOKIE)
