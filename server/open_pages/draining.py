"""A process that ends beside others: nobody new comes to it, and its open pages move one after the other."""

import asyncio
import signal
import time
from dataclasses import dataclass, field
from http import HTTPStatus

from starlette import status
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from affiliates.storage.replicas import count_replicas
from server.addresses import Addresses

# Seconds between two pages: each is drawn anew by another process, beside the visitors of that one. In all it takes
# less than systemd and containers wait for (20, deploy/).
_PAUSE, _MAX_SECONDS = 0.2, 10.0
# What a page asks for before it opens its WebSocket, and what tells a load balancer whether to send somebody.
_COMES_FIRST = {"_stcore/health", "_stcore/host-config", "readyz"}
_HEADERS = {"Retry-After": "1", "Cache-Control": "no-store"}


@dataclass(eq=False)
class _OpenPage:
    """One WebSocket; ``used_at`` is when the last message came or went."""

    server_receive: Receive
    server_send: Send
    used_at: float = field(default_factory=time.monotonic)
    is_closed: bool = False

    async def receive(self) -> Message:
        message = await self.server_receive()
        self.used_at = time.monotonic()
        return message

    async def send(self, message: Message) -> None:
        if self.is_closed:
            return  # what Streamlit still had to say to a page that is already somewhere else
        self.used_at = time.monotonic()
        await self.server_send(message)

    async def close(self) -> None:
        self.is_closed = True
        await self.server_send({"type": "websocket.close", "code": status.WS_1012_SERVICE_RESTART})


class OpenPages:
    """The pages that are open in this process.

    Attributes
    ----------
    is_draining
        Whether the process is about to end, so that no other one may come.
    """

    def __init__(self) -> None:
        """Knows of none yet."""
        self.is_draining = False
        self._pages: set[_OpenPage] = set()

    async def keep(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets the app answer a WebSocket until one of both closes it, or ``drain`` does."""
        page = _OpenPage(receive, send)
        self._pages.add(page)
        try:
            await app(scope, page.receive, page.send)
        finally:
            self._pages.discard(page)

    async def drain(self) -> None:
        """Closes all, one after the other, those first in which nothing has happened for the longest time.

        A page comes back by itself, and the proxy leads it to another process. All at once would keep the visitors of
        that process waiting, and who has just clicked would lose the answer.
        """
        self.is_draining = True
        pause = min(_PAUSE, _MAX_SECONDS / max(1, len(self._pages)))
        closing: set[asyncio.Task[None]] = set()  # so that a browser that is gone holds up nobody
        while waiting := [page for page in self._pages if not page.is_closed]:
            closing.add(asyncio.create_task(min(waiting, key=lambda page: page.used_at).close()))
            await asyncio.sleep(pause)
        for task in closing:
            task.cancel()

    def drain_before_exit(self) -> None:
        """Has SIGTERM wait until all are let go, where other processes are there for them; a second one ends at once.

        Called in the event loop, when the server has said how it ends.
        """
        ends = signal.getsignal(signal.SIGTERM)
        if count_replicas() == 1 or not callable(ends):
            return
        loop = asyncio.get_running_loop()
        tasks: set[asyncio.Task[None]] = set()

        def begin() -> None:
            loop.remove_signal_handler(signal.SIGTERM)
            signal.signal(signal.SIGTERM, ends)
            task = loop.create_task(self.drain())
            tasks.add(task)
            task.add_done_callback(lambda _: signal.raise_signal(signal.SIGTERM))

        loop.add_signal_handler(signal.SIGTERM, begin)


class Draining:
    """Sends whoever comes to another process while this one ends, and answers what is under way."""

    def __init__(self, app: ASGIApp, *, addresses: Addresses, pages: OpenPages) -> None:
        """``pages`` says whether it ends."""
        self.app = app
        self._addresses, self._pages = addresses, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers 503 to a page that begins, for which deploy/nginx.conf asks the next process."""
        is_page = scope["type"] == "websocket"
        if self._pages.is_draining and (is_page or self._addresses.below(scope) in _COMES_FIRST):
            return await _refuse(scope, receive, send)
        if is_page:
            return await self._pages.keep(self.app, scope, receive, send)
        return await self.app(scope, receive, send)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket" and "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": status.WS_1012_SERVICE_RESTART})
    else:
        response = PlainTextResponse("This process is ending.\n", HTTPStatus.SERVICE_UNAVAILABLE, _HEADERS)
        await response(scope, receive, send)
