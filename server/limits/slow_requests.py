"""Connections that never finish asking are closed: uvicorn would keep each open for as long as it likes."""

import asyncio
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

# nginx, where it is in front, waits as long (deploy/nginx.conf). The slowest phone sends its kilobyte in less.
HEADER_TIMEOUT = 10.0  # seconds from a connection, or the first byte of a further request, to the end of its headers
_limited: set[type[Any]] = set()


def close_slow_requests(protocol: type[Any] = AutoHTTPProtocol, *, timeout: float = HEADER_TIMEOUT) -> None:
    """Has each connection closed whose request takes longer than ``timeout`` until its headers are there.

    Each open one takes a file of the few that a machine lets a program open. How long an answer takes, or a WebSocket
    lasts, is no matter; between two requests uvicorn has a limit of its own. A second call for a protocol does nothing.
    """
    if protocol in _limited:
        return
    _limited.add(protocol)
    timers: dict[object, asyncio.TimerHandle] = {}
    made, received, lost = protocol.connection_made, protocol.data_received, protocol.connection_lost

    def forget(connection: object) -> None:
        if timer := timers.pop(connection, None):
            timer.cancel()

    def expect(connection: Any) -> None:
        if connection not in timers:
            loop = asyncio.get_running_loop()
            timers[connection] = loop.call_later(timeout, connection.transport.close)

    def connection_made(self: Any, transport: asyncio.Transport) -> None:
        made(self, transport)
        expect(self)

    def data_received(self: Any, data: bytes) -> None:
        received(self, data)
        if _is_asking(self):
            expect(self)
        else:
            forget(self)

    def connection_lost(self: Any, exc: Exception | None) -> None:
        forget(self)
        lost(self, exc)

    protocol.connection_made, protocol.data_received = connection_made, data_received
    protocol.connection_lost = connection_lost


def _is_asking(connection: Any) -> bool:
    """Whether the headers of a request are still to come; not where a WebSocket has taken the connection over."""
    transport = connection.transport
    if transport.is_closing() or transport.get_protocol() is not connection:
        return False
    return connection.cycle is None or connection.cycle.response_complete
