"""Links that are followed before the server has shown anything to anybody, as a browser's messages."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from tests.affiliates.site.samples import parsed
from tests.browser.app import ROOT, served
from tests.made_up import row, write_directory

TIMEOUT = 60
TITLES = {
    ("", ""): "Find a group",
    ("", "region=CA-NU"): "Nunavut: Find a group",
    ("coverage", ""): "Coverage",
    ("apply", ""): "Start a group",
    ("correct", ""): "Change an entry",
    ("about", ""): "About",
    ("review", ""): "For reviewers",
}


@dataclass
class Shown:
    """What a page showed at the end of its first run."""

    headings: list[str] = field(default_factory=list)
    title: str = ""
    navigation: list[str] = field(default_factory=list)


def opened(address: str, page: str, query: str) -> Shown:
    asked, shown = BackMsg(), Shown()
    asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
    url = f"{address.replace('http', 'ws')}/_stcore/stream"
    with connect(url, subprotocols=[Subprotocol("streamlit")], max_size=None) as connection:
        connection.send(asked.SerializeToString())
        while True:
            frame = connection.recv(timeout=TIMEOUT)
            assert isinstance(frame, bytes)
            message = ForwardMsg.FromString(frame)
            kind = message.WhichOneof("type")
            if kind == "delta" and message.delta.new_element.HasField("heading"):
                shown.headings.append(message.delta.new_element.heading.body)
            elif kind == "delta" and message.delta.new_element.HasField("html"):
                shown.headings += [each.text for each in parsed(message.delta.new_element.html.body).all("h1")]
            elif kind == "navigation":
                shown.navigation = [each.page_name for each in message.navigation.app_pages]
            elif kind == "page_config_changed":
                shown.title = message.page_config_changed.title or shown.title
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return shown


def test_each_page_may_be_the_first(tmp_path: Path) -> None:
    folder = write_directory(tmp_path / "data", row(1))
    with (
        served(ROOT / "dashboard.py", tmp_path / "log", {"AFFILIATES_DATA": str(folder)}) as address,
        ThreadPoolExecutor(len(TITLES)) as everybody,
    ):
        pages = dict(zip(TITLES, everybody.map(lambda link: opened(address, *link), TITLES), strict=True))

    for link, title in TITLES.items():
        assert pages[link].title == f"{title} – Affiliate groups against seclusion and restraint"
        assert pages[link].headings
        assert pages[link].navigation[0] == "Find a group"
