"""What comes from a browser over its WebSocket, looked at before Streamlit does."""

import asyncio
from collections import Counter
from dataclasses import dataclass

from cachetools import LRUCache
from google.protobuf.message import DecodeError
from starlette import status
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from affiliates.applications.senders import is_this_machine
from server.limits.redaction import redact_internals
from server.limits.senders import sender_in
from server.limits.token_bucket import TokenBucket

# Streamlit also runs git for whoever asks, empties the caches of all visitors, and copies files for programmers: none
# of it is for visitors. An address for one upload costs nothing and opens nothing (server/limits/open_addresses.py).
_KINDS = {"rerun_script", "stop_script", "app_heartbeat"}
_OPERATIONS = {"deferred_file", "dataframe_chunk"}
# The longest application that the form takes is a tenth of this.
MAX_BYTES = 256 * 1024
# A slider that is dragged sends five messages a second.
_BURST, _PER_SECOND = 100, 10.0
# A message costs about 20 ms of the one processor that the interpreter uses. A hundred visitors behind one address,
# each of whom clicks every five seconds, are within this.
_ADDRESS_BURST, _ADDRESS_PER_SECOND = 200, 20.0
_MAX_ADDRESSES = 10_000
# Pages that are open at the same time: a school or a conference behind one address.
MAX_CONNECTIONS = 100


class ClientMessages:
    """Lets through what a page has to say, at the pace of people.

    Whoever sends what is too large, too fast or no message at all is disconnected; a browser comes back by itself.
    Connections from one address are only so many, and share a pace as well: there, who is too fast waits. A proxy on
    this machine that the operator did not name hides who comes, so no address counts behind it.
    """

    def __init__(self, app: ASGIApp) -> None:
        """``app`` is Streamlit's."""
        self.app = app
        self._buckets: LRUCache[str, TokenBucket] = LRUCache(_MAX_ADDRESSES)
        self._connections: Counter[str] = Counter()  # that are open, by address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Leaves everything but WebSockets alone."""
        if scope["type"] != "websocket":
            return await self.app(scope, receive, send)
        sender = sender_in(scope)
        if is_this_machine(sender):
            return await self._connect(scope, receive, send, None)
        if self._connections[sender] >= MAX_CONNECTIONS:
            return await send({"type": "websocket.close", "code": status.WS_1013_TRY_AGAIN_LATER})
        self._connections[sender] += 1
        try:
            return await self._connect(scope, receive, send, self._shared_bucket(sender))
        finally:
            self._connections[sender] -= 1
            self._connections += Counter()  # forgets those of whom none is left

    async def _connect(self, scope: Scope, receive: Receive, send: Send, shared_bucket: TokenBucket | None) -> None:
        connection = _Connection(receive, send, TokenBucket(_BURST, _PER_SECOND), shared_bucket)
        await self.app(scope, connection.receive, connection.send)

    def _shared_bucket(self, sender: str) -> TokenBucket:
        bucket = self._buckets.get(sender) or TokenBucket(_ADDRESS_BURST, _ADDRESS_PER_SECOND)
        self._buckets[sender] = bucket
        return bucket


@dataclass
class _Connection:
    """One WebSocket, between the server and Streamlit."""

    server_receive: Receive
    server_send: Send
    bucket: TokenBucket
    shared_bucket: TokenBucket | None
    is_closed: bool = False

    async def receive(self) -> Message:
        while True:
            message = await self.server_receive()
            if message["type"] != "websocket.receive":
                return message
            data = message.get("bytes")
            if self.bucket.take():
                return await self._close(status.WS_1008_POLICY_VIOLATION)
            if data is None:
                return await self._close(status.WS_1003_UNSUPPORTED_DATA)
            if len(data) > MAX_BYTES:
                return await self._close(status.WS_1009_MESSAGE_TOO_BIG)
            parsed = _parsed(data)
            if parsed is None:
                return await self._close(status.WS_1002_PROTOCOL_ERROR)
            if self.shared_bucket and (seconds := self.shared_bucket.take()):
                await asyncio.sleep(seconds)
            if _is_for_visitors(parsed):
                return message

    async def send(self, message: Message) -> None:
        if self.is_closed:
            return  # what Streamlit still had to say to somebody who is gone
        if message["type"] == "websocket.send" and message.get("bytes"):
            message = {**message, "bytes": redact_internals(message["bytes"])}
        await self.server_send(message)

    async def _close(self, code: int) -> Message:
        self.is_closed = True
        await self.server_send({"type": "websocket.close", "code": code})
        return {"type": "websocket.disconnect", "code": code}


def _parsed(data: bytes) -> BackMsg | None:
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return None
    return message


def _is_for_visitors(message: BackMsg) -> bool:
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        return message.backend_operation_request.WhichOneof("payload") in _OPERATIONS
    if kind == "file_urls_request":
        return len(message.file_urls_request.file_names) == 1
    return kind in _KINDS
