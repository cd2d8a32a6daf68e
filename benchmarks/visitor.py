"""A visitor without a browser: speaks Streamlit's own protocol, as its page does, but draws nothing.

The messages are those of the installed Streamlit (``streamlit.proto``); the WebSocket, with its compression, is that of
the package ``websockets``. So one machine can be hundreds of visitors.
"""

import asyncio
import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from benchmarks.http import Connection

# What the page asks for before it opens its WebSocket, apart from files that a browser keeps for years.
_BEFORE = ("/", "/_stcore/health", "/_stcore/host-config")
_SUCCESS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
_TIMEOUT = 60.0  # seconds; whoever waits longer has left


class VisitError(Exception):
    """The page failed for a visitor, or said something else than it should."""


@dataclass
class Widget:
    """A widget or component that the page drew: its id, and the fragment that a use of it runs again."""

    id: str
    fragment: str


@dataclass
class _Run:
    """The run of the page that a visitor waits for, and the headings that it has drawn so far."""

    is_over: asyncio.Event = field(default_factory=asyncio.Event)
    headings: set[str] = field(default_factory=set)
    exception: str = ""


class Visitor:
    """One person on one page. ``value_of_click`` is what the page's map sends when a region is clicked."""

    def __init__(self, host: str, port: int, value_of_click: Callable[[str, int], dict[str, Any]]) -> None:
        """Opens nothing yet."""
        self.host, self.port = host, port
        self.value_of_click = value_of_click
        self.bytes_received = 0
        self.automatic_runs = 0
        self.map: Widget | None = None
        self._socket: ClientConnection | None = None
        self._query, self._page, self._clicks = "", "", 0
        self._run = _Run()
        self._kept: set[str] = set()  # hashes of messages that a browser keeps, so that they are not sent again
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def open(self, query: dict[str, str] | None = None) -> float:
        """Opens the page and returns the seconds until all of it has arrived."""
        self._query = urlencode(query or {})
        start = time.perf_counter()
        web = await Connection.to(self.host, self.port)
        for path in _BEFORE:
            await web.get(path)
        web.close()
        address = f"ws://{self.host}:{self.port}/_stcore/stream"
        self._socket = await connect(
            address,
            subprotocols=[Subprotocol("streamlit")],
            open_timeout=_TIMEOUT,
            max_size=None,
            ping_interval=None,
        )
        self._tasks["reader"] = asyncio.create_task(self._read())
        await self._rerun(ClientState())
        return time.perf_counter() - start

    async def click(self, region: str, name: str) -> float:
        """Clicks a region on the map; the seconds until the answer, with the name as a heading, is complete."""
        if self.map is None:
            raise VisitError("the page drew no map")
        self._clicks += 1
        state = ClientState(fragment_id=self.map.fragment)
        value = json.dumps(self.value_of_click(region, self._clicks))
        state.widget_states.widgets.add(id=self.map.id, json_value=value)
        start = time.perf_counter()
        run = await self._rerun(state)
        if name not in run.headings:
            raise VisitError(f"a click on {name} drew {sorted(run.headings)}")
        return time.perf_counter() - start

    async def leave(self) -> None:
        """Closes the page."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        if self._socket:
            await self._socket.close()

    async def _rerun(self, state: ClientState) -> _Run:
        """Runs the page, or the fragment that ``state`` names, and waits until the run is over."""
        run = self._run = _Run()
        await self._send(state)
        try:
            await asyncio.wait_for(run.is_over.wait(), _TIMEOUT)
        except TimeoutError as error:
            raise VisitError("no answer within a minute") from error
        if run.exception:
            raise VisitError(run.exception)
        return run

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
            self._run.exception = f"the connection was closed: {error}"
            self._run.is_over.set()

    def _take(self, message: ForwardMsg) -> None:
        if message.metadata.cacheable:
            self._kept.add(message.hash)
        match message.WhichOneof("type"):
            case "new_session":
                self._page = message.new_session.page_script_hash
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
        match element.WhichOneof("type"):
            case "component_instance":
                self.map = Widget(element.component_instance.id, fragment)
            case "heading":
                self._run.headings.add(element.heading.body)
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
