"""What is kept of a card's text for all visitors: each sees the list as it stands, and addresses of the site as they
came to it."""

import asyncio
from pathlib import Path
from urllib.parse import urlsplit

from affiliates.geo.regions import region_names
from benchmarks.load import our_click
from benchmarks.visitor import Visitor
from tests.browser.app import ROOT
from tests.loops import run_in_thread
from tests.made_up import row, write_directory
from tests.warm_server import served

TIMEOUT = 30.0
HOSTS = ("127.0.0.1", "localhost")


async def texts_of_ohio(visitor: Visitor) -> str:
    for region in ("US-TX", "US-OH"):
        await visitor.click(region, region_names()[region])
    return "\n".join(visitor.texts).replace("\\", "").replace(":small[]", "")


async def visit(port: int, folder: Path) -> tuple[dict[str, str], str]:
    """What visitors of each host read of Ohio, and what one of them reads once the group says something else."""
    visitors = [Visitor(host, port, our_click) for host in HOSTS]
    try:
        for each in visitors:
            await each.open()
        read = {each.host: await texts_of_ohio(each) for each in visitors}
        write_directory(folder, row(1, regions="US-OH", description="Something else."))
        async with asyncio.timeout(TIMEOUT):
            while "Something else." not in (changed := await texts_of_ohio(visitors[0])):
                await asyncio.sleep(0.1)
        return read, changed
    finally:
        for each in visitors:
            await each.leave()


def test_cards_show_the_list_as_it_stands_and_the_visitors_own_address(tmp_path: Path) -> None:
    folder = write_directory(tmp_path / "data", row(1, regions="US-OH", description="Made-up parents."))
    with served(ROOT / "dashboard.py", tmp_path / "log", {"AFFILIATES_DATA": str(folder)}) as address:
        read, changed = run_in_thread(visit(urlsplit(address).port or 0, folder))

    for host, other in (HOSTS, HOSTS[::-1]):
        assert "Made-up parents." in read[host]
        assert f"//{host}:" in read[host]
        assert f"//{other}:" not in read[host]
    assert "Made-up parents." not in changed
