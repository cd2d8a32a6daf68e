"""A process that ends beside others: nobody new comes, and open pages move one after the other."""

import asyncio
import os
import signal
from pathlib import Path

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from tests.browser.app import ROOT
from tests.loops import run_in_thread
from tests.made_up import row, write_directory
from tests.warm_server import process_at, served

PAGES = 12  # so many that there is time to look around while they leave


async def close_of(name: int, page: ClientConnection, order: list[int]) -> int | None:
    """Reads until the page is closed, notes its turn, and returns the code."""
    try:
        while True:
            await page.recv()
    except ConnectionClosed as closed:
        order.append(name)
        return closed.rcvd.code if closed.rcvd else None


async def end(address: str) -> tuple[list[int], set[int | None], dict[str, int]]:
    """Ends a process with open pages: in which order and with what they were closed, and what others heard then."""
    place, order = f"{address.replace('http', 'ws')}/_stcore/stream", list[int]()
    pages = [await connect(place, subprotocols=[Subprotocol("streamlit")]) for _ in range(PAGES)]
    closes = [asyncio.create_task(close_of(number, page, order)) for number, page in enumerate(pages)]
    async with httpx.AsyncClient(base_url=address, timeout=20) as client:
        await client.get("/readyz")
        await pages[0].send(BackMsg(app_heartbeat=True).SerializeToString())
        await client.get("/_stcore/health")  # behind it, on the same thread of the server
        os.kill(process_at(address), signal.SIGTERM)
        await asyncio.wait(closes, return_when=asyncio.FIRST_COMPLETED)
        statuses = {path: (await client.get(path)).status_code for path in ("/_stcore/health", "/readyz", "/healthz")}
    try:
        await connect(place, subprotocols=[Subprotocol("streamlit")])
    except InvalidStatus as refused:
        statuses["a new page"] = refused.response.status_code
    return order, set(await asyncio.gather(*closes)), statuses


def test_pages_leave_one_after_the_other_and_new_ones_are_sent_to_another_process(tmp_path: Path) -> None:
    folder = write_directory(tmp_path / "data", row(1))
    environment = {
        "AFFILIATES_DATA": str(folder),
        "AFFILIATES_REPLICAS": "2",
        "STREAMLIT_SERVER_COOKIE_SECRET": "0123456789abcdef" * 2,
    }
    with served(ROOT / "dashboard.py", tmp_path / "log", environment) as address:
        order, codes, statuses = run_in_thread(end(address))

    assert order[-1] == 0  # in which something has just happened
    assert codes == {1012}
    assert statuses == {"/_stcore/health": 503, "/readyz": 503, "/healthz": 200, "a new page": 503}
