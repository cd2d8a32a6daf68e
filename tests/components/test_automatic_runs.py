"""A page that runs again by itself while its visitor clicks, in a real server: nothing of the click is lost."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from streamlit.proto.ClientState_pb2 import ClientState

from benchmarks.load import our_click
from benchmarks.visitor import PageRun, Visitor
from tests.browser.app import ROOT
from tests.loops import run_in_thread
from tests.warm_server import served

# The version is a file, which the server is asked for as often as it looks; a whole run waits for another file. The
# page looks once: the test may name another version as soon as the heading has come.
SCRIPT = """
from pathlib import Path
from time import sleep

import streamlit as st

from components.state.automatic_runs import run_when_version_changes

folder = Path(__file__).parent


def version():
    with (folder / "looks").open("a") as looks:
        looks.write(".")
    return (folder / "version").read_text()


@st.fragment
def part():
    place = st.text_input("Place", key="place", on_change=lambda: st.query_params.update(place=st.session_state.place))
    shown = version()
    st.header(f"{st.query_params.get('place', 'nowhere')} in version {shown}")
    run_when_version_changes(shown, version)


part()
while not (folder / "open").exists():
    sleep(0.01)
"""
TIMEOUT = 30.0


async def until(is_so: Callable[[], bool]) -> None:
    """Waits for something that the server does."""
    async with asyncio.timeout(TIMEOUT):
        while not is_so():
            await asyncio.sleep(0.02)


def put(folder: Path, version: str) -> None:
    """Names the version at once: whoever looks meanwhile reads the former one, and never an empty file."""
    (folder / "next").write_text(version)
    (folder / "next").replace(folder / "version")


def shows(heading: str) -> Callable[[PageRun], bool]:
    return lambda run: heading in run.headings


async def visit(address: str, folder: Path) -> list[str]:
    """Types a place while the page is being drawn and the server sees that there is another version; then waits for
    one more, and for one after a look for it has failed. The headings of the three answers."""
    where = urlsplit(address)
    visitor = Visitor(str(where.hostname), int(where.port or 0), our_click)
    shown: list[str] = []
    try:
        await visitor.open()
        part = visitor.widgets["place"]
        (folder / "open").unlink()
        visitor.headings.clear()
        drawing = asyncio.create_task(visitor.rerun(ClientState()))
        await until(lambda: "nowhere in version 1" in visitor.headings)
        drawing.cancel()

        typed = ClientState(fragment_id=part.fragment)
        typed.widget_states.widgets.add(id=part.id, string_value="Michigan")
        answer = asyncio.create_task(visitor.rerun(typed, shows("Michigan in version 2")))
        put(folder, "2")
        looks = (folder / "looks").stat().st_size
        await until(lambda: (folder / "looks").stat().st_size > looks + 1)  # the second one is after the first wake
        (folder / "open").touch()
        shown += (await asyncio.wait_for(answer, TIMEOUT)).headings

        visitor.headings.clear()
        put(folder, "3")  # nobody clicks
        await until(lambda: bool(visitor.headings))
        shown += visitor.headings

        (folder / "version").unlink()  # what looks for it ends in an error that nobody expects
        await until(lambda: "FileNotFoundError" in (folder / "log").read_text())
        put(folder, "4")
        await visitor.rerun(ClientState())
        visitor.headings.clear()
        put(folder, "5")
        await until(lambda: bool(visitor.headings))
        return [*shown, *visitor.headings]
    finally:
        await visitor.leave()


def test_click_is_answered_though_the_page_is_to_run_by_itself(tmp_path: Path) -> None:
    put(tmp_path, "1")
    (tmp_path / "open").touch()
    script = tmp_path / "page.py"
    script.write_text(SCRIPT, encoding="utf-8")
    environment = {"PYTHONPATH": str(ROOT), "STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none"}
    with served(script, tmp_path / "log", environment) as address:
        shown = run_in_thread(visit(address, tmp_path))

    assert shown == ["Michigan in version 2", "Michigan in version 3", "Michigan in version 5"]
