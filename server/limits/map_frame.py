"""The page inside the map's frame: it hears nobody but the page around it."""

import re
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.addresses import Addresses

# streamlit-folium runs what a message tells it, as Streamlit's components do, and does not ask whose message it is. Any
# other page that frames our app, or opened it, may send one. This stands before its script, and so is asked first.
_GUARD = (
    b'<script>addEventListener("message", (event) => { if (event.source !== parent || event.origin !== '
    b"location.origin) event.stopImmediatePropagation() }, true)</script>"
)
# Who opens a second link within minutes does not wait for it again. Not for others in between, such as a CDN: a browser
# that keeps the page keeps the script that it names.
_CACHING = "private, max-age=300"
_MAP_PAGE = "component/streamlit_folium.st_folium/index.html"
_HEAD = re.compile(rb"<head[^>]*>", re.IGNORECASE)
# The guard goes into the page as it is, and a browser that kept the file itself is not told that it is still good.
_NOT_ASKED = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"if-range", b"range"}


class MapFrame:
    """Puts the guard into every page of a component: the addresses at which a policy lets a page run texts. That of the
    map names the map's script too, which comes meanwhile: its own script asks for it only once the app has answered."""

    def __init__(self, app: ASGIApp, *, addresses: Addresses, map_script: Callable[[], str]) -> None:
        """``app`` is Streamlit's server, ``map_script`` tells the address of the map's script from within the frame, or
        an empty text."""
        self.app = app
        self._addresses = addresses
        self._map_script = map_script

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Leaves everything but pages of components alone, their scripts and styles too."""
        address = self._addresses.below(scope) if scope["type"] == "http" else None
        if not (address or "").startswith("component/"):
            return await self.app(scope, receive, send)
        headers = [each for each in scope["headers"] if each[0].lower() not in _NOT_ASKED]
        head = _GUARD
        if address == _MAP_PAGE and (script := await run_in_threadpool(self._map_script)):
            head += f'<link rel="preload" as="script" href="{script}">'.encode()
        # Without extensions: a server that sends files by itself, from their path, would send them without the guard.
        return await self.app({**scope, "headers": headers, "extensions": {}}, receive, _Guarded(send, head).send)


class _Guarded:
    """Holds a page back until it is whole, and sends it with ``head`` at the beginning of its head."""

    def __init__(self, send: Send, head: bytes) -> None:
        self._send = send
        self._head = head
        self._start: Message | None = None
        self._parts: list[bytes] = []

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
        elif self._start and message["type"] == "http.response.body":
            self._parts.append(message.get("body", b""))
            if not message.get("more_body"):
                await self._send_page(self._start, b"".join(self._parts))
        else:
            await self._send(message)

    async def _send_page(self, start: Message, page: bytes) -> None:
        headers = MutableHeaders(scope=start)
        for name in ("etag", "last-modified", "accept-ranges"):
            del headers[name]
        headers["cache-control"] = _CACHING
        if page:  # HEAD has none
            head = _HEAD.search(page)
            place = head.end() if head else 0
            page = page[:place] + self._head + page[place:]
            headers["content-length"] = str(len(page))
        else:
            del headers["content-length"]
        await self._send(start)
        await self._send({"type": "http.response.body", "body": page})


def _is_page(start: Message) -> bool:
    return "html" in MutableHeaders(scope=start).get("content-type", "")
