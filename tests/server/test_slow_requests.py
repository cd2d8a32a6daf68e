"""Who does not finish asking is not waited for; who waits for an answer is."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.auto import AutoHTTPProtocol
from websockets.asyncio.client import connect

from server.limits.slow_requests import close_slow_requests
from tests.loops import run_in_thread

TIMEOUT, LONGER = 1.0, 1.5  # seconds; the first is enough for a busy machine to ask in
WHOLE = b"GET / HTTP/1.1\r\nHost: map.example\r\n\r\n"
HALF = WHOLE[:-4]


async def slow_app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers after longer than that, and tells what a WebSocket says in capitals."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        said = await receive()
        await send({"type": "websocket.send", "text": said["text"].upper()})
        return
    await asyncio.sleep(LONGER)
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body"})


@asynccontextmanager
async def listening() -> AsyncIterator[int]:
    class Protocol(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
        """One that this test alone has limited."""

    close_slow_requests(Protocol, timeout=TIMEOUT)
    config = uvicorn.Config(slow_app, http=Protocol, lifespan="off", log_level="critical", ws="websockets-sansio")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        serving = asyncio.create_task(server.serve([listener]))
        yield int(listener.getsockname()[1])
        server.should_exit = True
        await serving


async def heard(port: int, *parts: bytes) -> bytes:
    """What the server says to these parts, each sent after an answer to the last one, until it closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answer = b""
    for part in parts:
        writer.write(part)
        if part == WHOLE:
            answer += await reader.readuntil(b"\r\n\r\n")
    answer += await asyncio.wait_for(reader.read(), timeout=20)
    writer.close()
    return answer


async def nothing_is_asked(port: int) -> None:
    assert await heard(port) == b""


async def half_of_it_is_asked(port: int) -> None:
    assert await heard(port, HALF) == b""


async def a_second_request_has_no_end(port: int) -> None:
    assert (await heard(port, WHOLE, HALF)).count(b"204 No Content") == 1


async def the_answer_takes_its_time(port: int) -> None:
    last = WHOLE.replace(b"Host", b"Connection: close\r\nHost")
    assert (await heard(port, last)).count(b"204 No Content") == 1


async def a_websocket_says_nothing_for_long(port: int) -> None:
    async with connect(f"ws://127.0.0.1:{port}/") as browser:
        await asyncio.sleep(LONGER)
        await browser.send("still here")
        assert await browser.recv() == "STILL HERE"


CASES = [
    nothing_is_asked,
    half_of_it_is_asked,
    a_second_request_has_no_end,
    the_answer_takes_its_time,
    a_websocket_says_nothing_for_long,
]


@pytest.mark.parametrize("case", CASES, ids=lambda each: each.__name__)
def test_only_requests_without_end_are_closed(case: Callable[[int], Coroutine[None, None, None]]) -> None:
    async def run() -> None:
        async with listening() as port:
            await case(port)

    run_in_thread(run())
