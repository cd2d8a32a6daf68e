"""A visitor without a browser: speaks Streamlit's own protocol, as its page does, but draws nothing.

The messages are those of the installed Streamlit (``streamlit.proto``); the WebSocket, with its compression, is that of
the package ``websockets``. So one machine can be hundreds of visitors.
"""

import asyncio
import json
import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from benchmarks.http import Connection, cookie_header, keep_cookies

# What the page asks for before it opens its WebSocket, apart from files that a browser keeps for years.
_BEFORE = ("/_stcore/health", "/_stcore/host-config")
_HEADINGS = re.compile(r"<h[1-6][^>]*>([^<]*)</h")  # without markup inside, as our titles are
_SUCCESS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
_TIMEOUT = 60.0  # seconds; whoever waits longer has left
_OTHER_ANSWER = 30.0  # seconds to wait on where the page answered, but not what was asked


class VisitError(Exception):
    """The page failed for a visitor, or said something else than it should."""


class ConnectionLostError(VisitError):
    """The server is gone, or has closed the connection."""


@dataclass
class Widget:
    """A widget or component that the page drew: its id, and the fragment that a use of it runs again."""

    id: str
    fragment: str


@dataclass
class PageRun:
    """The run of the page that a visitor waits for, and the headings and texts that it has drawn so far."""

    is_over: asyncio.Event = field(default_factory=asyncio.Event)
    headings: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    exception: str = ""
    is_lost: bool = False


class Visitor:
    """One person on one page. ``value_of_click`` is what the page's map sends when a region is clicked.

    ``source`` is the address that they come from, one of this machine. ``widgets`` are what the page has drawn, by the
    key that the page gave them.
    """

    def __init__(
        self, host: str, port: int, value_of_click: Callable[[str, int], dict[str, Any]], *, source: str = ""
    ) -> None:
        """Opens nothing yet."""
        self.host, self.port, self.source = host, port, source
        self.cookies: dict[str, str] = {}
        self.widgets: dict[str, Widget] = {}
        self.value_of_click = value_of_click
        self.bytes_received = 0
        self.automatic_runs = 0
        self.map: Widget | None = None
        self._socket: ClientConnection | None = None
        self._query, self._page, self._clicks = "", "", 0
        self._run = PageRun()
        self._kept: set[str] = set()  # hashes of messages that a browser keeps, so that they are not sent again
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def open(self, query: dict[str, str] | None = None, *, page: str = "") -> float:
        """Opens a page and returns the seconds until all of it has arrived."""
        self._query = urlencode(query or {})
        start = time.perf_counter()
        await self.connect(f"/{page}")
        await self.rerun(ClientState(page_name=page))
        return time.perf_counter() - start

    async def connect(self, *before: str) -> None:
        """Opens a WebSocket, after what the page asks for first; ``before`` comes before that."""
        web = await Connection.to(self.host, self.port, source=self.source)
        web.cookies = self.cookies
        for path in (*before, *_BEFORE):
            await web.get(path)
        web.close()
        self._socket = await connect(
            f"ws://{self.host}:{self.port}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            additional_headers={"Cookie": cookie_header(self.cookies)} if self.cookies else {},
            local_addr=(self.source, 0) if self.source else None,
            open_timeout=_TIMEOUT,
            close_timeout=1,
            max_size=None,
            ping_interval=None,
        )
        assert self._socket.response
        keep_cookies(self.cookies, self._socket.response.headers.get_all("Set-Cookie"))
        self._tasks["reader"] = asyncio.create_task(self._read())

    async def click(self, region: str, name: str) -> float:
        """Clicks a region on the map; the seconds until the answer, with the name as a heading, is complete."""
        if self.map is None:
            raise VisitError("the page drew no map")
        self._clicks += 1
        state = ClientState(fragment_id=self.map.fragment)
        value = json.dumps(self.value_of_click(region, self._clicks))
        state.widget_states.widgets.add(id=self.map.id, json_value=value)
        start = time.perf_counter()
        await self.rerun(state, lambda run: name in run.headings)
        return time.perf_counter() - start

    @property
    def headings(self) -> set[str]:
        """The headings that the page has drawn since it was last asked for something."""
        return self._run.headings

    @property
    def texts(self) -> list[str]:
        """What the last answer says."""
        return self._run.texts

    async def leave(self) -> None:
        """Closes the page."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        if self._socket:
            await self._socket.close()

    async def rerun(self, state: ClientState, is_answer: Callable[[PageRun], bool] = lambda _: True) -> PageRun:
        """Runs the page, or the fragment that ``state`` names, and waits until the run is over that has the answer.

        Another one may come first: the page also runs by itself, when the list has changed.
        """
        run = self._run = PageRun()
        if not state.fragment_id:
            self.widgets = {}
        await self._send(state)
        timeout = _TIMEOUT
        while True:
            try:
                await asyncio.wait_for(run.is_over.wait(), timeout)
            except TimeoutError as error:
                raise VisitError("no answer in time") from error
            if run.is_lost:
                raise ConnectionLostError(run.exception)
            if run.exception:
                raise VisitError(run.exception)
            if is_answer(run):
                return run
            run.is_over.clear()
            timeout = _OTHER_ANSWER

    async def _send(self, state: ClientState) -> None:
        assert self._socket
        state.query_string, state.page_script_hash = self._query, self._page
        state.cached_message_hashes.extend(self._kept)
        state.context_info.url = f"http://{self.host}:{self.port}/"
        await self._socket.send(BackMsg(rerun_script=state).SerializeToString())

    async def _read(self) -> None:
        assert self._socket
        try:
            async for data in self._socket:
                assert isinstance(data, bytes)
                self.bytes_received += len(data)
                message = ForwardMsg()
                message.ParseFromString(data)
                self._take(message)
        except ConnectionClosed as error:
            self._run.exception, self._run.is_lost = f"the connection was closed: {error}", True
            self._run.is_over.set()

    def _take(self, message: ForwardMsg) -> None:
        if message.metadata.cacheable:
            self._kept.add(message.hash)
        match message.WhichOneof("type"):
            case "new_session":
                self._page = message.new_session.page_script_hash
            case "navigation":
                self._page = message.navigation.page_script_hash
            case "page_info_changed":
                self._query = message.page_info_changed.query_string
            case "auto_rerun":
                self._obey(message.auto_rerun.interval, message.auto_rerun.fragment_id)
            case "delta" if message.delta.HasField("new_element"):
                self._take_element(message)
            case "script_finished" if message.script_finished in _SUCCESS:
                self._run.is_over.set()
            case "script_finished" if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                self._run.exception = "the page cannot be compiled"
                self._run.is_over.set()

    def _take_element(self, message: ForwardMsg) -> None:
        element, fragment = message.delta.new_element, message.delta.fragment_id
        kind = element.WhichOneof("type") or ""
        if id_ := getattr(getattr(element, kind, None), "id", ""):
            self.widgets[id_.split("-", 2)[-1]] = Widget(id_, fragment)
        match kind:
            case "component_instance":
                self.map = Widget(element.component_instance.id, fragment)
            case "heading":
                self._run.headings.add(element.heading.body)
            case "markdown":
                self._run.texts.append(element.markdown.body)
            case "html":
                self._run.texts.append(element.html.body)
                self._run.headings.update(map(unescape, _HEADINGS.findall(element.html.body)))
            case "text":
                self._run.texts.append(element.text.body)
            case "alert":
                self._run.texts.append(element.alert.body)
            case "exception":
                self._run.exception = element.exception.message or element.exception.type or "an exception"

    def _obey(self, interval: float, fragment: str) -> None:
        """Runs a fragment again and again, as the page does when it is told to."""

        async def keep_running() -> None:
            with suppress(ConnectionClosed):
                while True:
                    await asyncio.sleep(interval)
                    self.automatic_runs += 1
                    await self._send(ClientState(fragment_id=fragment, is_auto_rerun=True))

        if before := self._tasks.get(fragment):
            before.cancel()
        self._tasks[fragment] = asyncio.create_task(keep_running())
