"""Streamlit's scripts and styles, and the map's, compressed once and kept.

Streamlit sends them as they are on purpose: to compress them for each visitor costs more than it saves. Their names
change with their content, so once is enough, and a first visit on a slow line is a third of what it was. Whoever asks
for a script first gets it quickly compressed, and does not wait for the smallest form, which is made beside.
"""

import asyncio
import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass, field, replace

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from cachetools import LRUCache
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.addresses import Addresses
from server.answers import IMMUTABLE, Answer, encoded, send_answer
from server.compression import QUICK, SMALLEST, accepted_encoding, is_compressible
from server.scripts.idle_thread import IdleThread

# Streamlit's bundles, what components/map/files.py writes, and the script of streamlit-folium's frame: names with their
# content in them. One spelling for each file: Streamlit answers "static/./a.js" and "static//a.js" alike, and
# whoever made up more of them would have each compressed and kept.
HASHED = re.compile(
    r"static/(?:[\w-]+/)*[\w-][\w.-]*|app/static/map/[\w-]+-[0-9a-f]{12}\.(?:js|css)"
    r"|component/[\w.]+/static/js/\w+\.[0-9a-f]{8}\.js",
    re.ASCII,
)
_MAX_BYTES = 32 * 1024 * 1024  # all bundles take 6 MB in both encodings
_MAX_THREADS = 2


class ScriptCompression:
    """Answers for scripts in the encoding that a browser takes; asks the app for each of them once."""

    def __init__(self, app: ASGIApp, *, addresses: Addresses) -> None:
        """Compresses nothing yet: most visits need a tenth of the files."""
        self.app = app
        self._addresses = addresses
        self._kept: LRUCache[tuple[str, str], Answer] = LRUCache(_MAX_BYTES, getsizeof=lambda answer: answer.size)
        self._making: dict[tuple[str, str], asyncio.Task[Answer | None]] = {}
        self._limiter = CapacityLimiter(_MAX_THREADS)
        self._idle = IdleThread()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers GET and HEAD for a script; leaves everything else, and parts of files, to the app."""
        address = self._addresses.below(scope) if scope["type"] == "http" else None
        if not address or scope["method"] not in {"GET", "HEAD"} or not HASHED.fullmatch(address):
            return await self.app(scope, receive, send)
        headers = Headers(scope=scope)
        encoding = accepted_encoding(headers.get("accept-encoding", ""))
        answer = await self._compressed(address, encoding, scope) if encoding and "range" not in headers else None
        if answer is not None:
            return await send_answer(answer, scope, send, caching=IMMUTABLE)
        return await self.app(scope, receive, _with_caching(send, is_ours=not address.startswith("static/")))

    async def _compressed(self, address: str, encoding: str, scope: Scope) -> Answer | None:
        """A file in an encoding; None for one that is not there, or that compression does not make smaller."""
        key = (address, encoding)
        if key in self._kept:
            return self._kept[key]
        if key not in self._making:
            self._making[key] = asyncio.create_task(self._make(key, scope))
        return await asyncio.shield(self._making[key])

    async def _make(self, key: tuple[str, str], scope: Scope) -> Answer | None:
        try:
            plain = await self._ask(scope)
            if plain is None:
                return None
            answer = await run_sync(lambda: encoded(plain, key[1], quality=QUICK), limiter=self._limiter)
            self._kept[key] = answer
            if answer.encoding == "br":
                self._replace_later(key, plain, answer.size)
            return answer
        finally:
            del self._making[key]

    def _replace_later(self, key: tuple[str, str], plain: Answer, size: int) -> None:
        """Has the smallest form made, which whoever asks after that gets. It is other bytes, so its mark is another."""
        loop = asyncio.get_running_loop()

        def make() -> None:
            smallest = encoded(replace(plain, mark=f"{plain.mark}-s"), "br", quality=SMALLEST)
            with suppress(RuntimeError):  # the server has ended
                if smallest.size < size:
                    loop.call_soon_threadsafe(self._kept.__setitem__, key, smallest)

        self._idle.submit(make)

    async def _ask(self, scope: Scope) -> Answer | None:
        """The file as the app has it, None where the app answers with something else, such as its start page."""
        wanted = {b"host", b"cookie"}
        headers = [(name, value) for name, value in scope["headers"] if name in wanted]
        whole = _Collected()
        await self.app({**scope, "method": "GET", "headers": headers}, whole.receive, whole.send)
        body, media_type = b"".join(whole.parts), whole.headers.get("content-type", "")
        if whole.status != 200 or media_type.startswith("text/html") or not is_compressible(media_type, len(body)):
            return None
        return Answer(body, media_type, hashlib.sha256(body).hexdigest()[:20])


@dataclass
class _Collected:
    """A browser for the app: asks once, stays until the answer is whole, and keeps what is sent."""

    status: int = 0
    headers: Headers = field(default_factory=Headers)
    parts: list[bytes] = field(default_factory=list)
    has_asked: bool = False

    async def receive(self) -> Message:
        if self.has_asked:
            await asyncio.Event().wait()  # for a disconnection that never comes
        self.has_asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], Headers(raw=message["headers"])
        elif message["type"] == "http.response.body":
            self.parts.append(message.get("body", b""))


def _with_caching(send: Send, *, is_ours: bool) -> Send:
    """Says that the answer depends on what the browser takes, and how long the map's files may be kept."""

    async def send_with_caching(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if "accept-encoding" not in headers.get("vary", "").lower():
                headers.add_vary_header("Accept-Encoding")
            if is_ours and message["status"] in {200, 206}:
                headers["Cache-Control"] = IMMUTABLE
        await send(message)

    return send_with_caching
