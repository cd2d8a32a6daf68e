"""Forms of ours: what was sent with one, and whether it came from our own page."""

import asyncio
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

from affiliates.directory.destinations.hosts import browser_host
from affiliates.languages.language import N_

TOO_SLOW = N_("What you sent did not reach us in time. Please go back, and send it once more.")
_MAX_SECONDS = 20.0  # for a message of 24 KB over a line of 2 KB a second, with time to spare

_USUAL_PORTS = {"http": 80, "https": 443}


async def sent_fields(request: Request, *, max_bytes: int, max_fields: int) -> dict[str, str] | None:
    """The first value of each field that was sent; None where it is none of our forms, or longer than any of them.

    What is not UTF-8 stands in it as U+FFFD. Raises ``HTTPException`` where it takes too long to come, and
    ``ClientDisconnect`` where its sender has left; ``OpenAddresses`` answers both.
    """
    try:
        async with asyncio.timeout(_MAX_SECONDS):
            body = await _body(request, max_bytes)
    except TimeoutError:
        raise HTTPException(HTTPStatus.REQUEST_TIMEOUT) from None
    if len(body) > max_bytes:
        return None
    try:
        fields = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=max_fields, errors="replace")
    except ValueError:
        return None
    return {name: values[0] for name, values in fields.items()}


def is_from_our_page(request: Request, public_url: str) -> bool:
    """Whether our own page sent a form, as browsers say: another one could act in its visitor's name.

    Our own is the public address alone where the operator says one: whoever lets their name lead to our machine has
    pages of the same origin as what they call us.
    """
    own = _host_and_port(public_url or f"//{request.headers.get('Host', '')}")
    is_same_site = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    return is_same_site and own is not None and _host_and_port(request.headers.get("Origin", "")) == own


def _host_and_port(address: str) -> tuple[str, int | None] | None:
    """As browsers write them: ASCII, and no port where it is the usual one; None where there is no host."""
    try:
        parts = urlsplit(address)
        host, port = browser_host(address), parts.port
    except ValueError:
        return None
    return (host, None if port == _USUAL_PORTS.get(parts.scheme) else port) if host else None


async def _body(request: Request, max_bytes: int) -> bytes:
    """All that was sent; of what is longer, so much that one sees it."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > max_bytes:
            break
    return body
