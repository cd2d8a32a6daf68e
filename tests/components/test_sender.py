"""Which address the app sees behind a real connection, with a header that anyone can send."""

from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.sync.client import connect

from tests.browser.app import ROOT
from tests.warm_server import served

SCRIPT = """
import streamlit as st
from components.state.sender import current_sender
st.text(f"sender={current_sender()};")
"""
TIMEOUT = 20


def sender_seen(address: str, forwarded_for: str) -> str:
    """What the script says to somebody who connects with this header."""
    rerun = BackMsg()
    rerun.rerun_script.query_string = ""
    socket = address.replace("http", "ws") + "/_stcore/stream"
    headers = {"X-Forwarded-For": forwarded_for} if forwarded_for else {}
    with connect(socket, additional_headers=headers, subprotocols=["streamlit"]) as connection:  # type: ignore[list-item]
        connection.send(rerun.SerializeToString())
        while True:
            frame = connection.recv(timeout=TIMEOUT)
            if isinstance(frame, bytes) and b"sender=" in frame:
                return frame.split(b"sender=")[1].split(b";")[0].decode()


@pytest.mark.parametrize(
    ("trusted", "senders"),
    [
        ("", {"": "127.0.0.1", "198.51.100.1": "127.0.0.1", "192.0.2.66, 198.51.100.1": "127.0.0.1"}),
        (
            "127.0.0.1, 10.0.0.0/8",
            {
                "": "127.0.0.1",
                "192.0.2.66, 198.51.100.1": "198.51.100.1",
                "192.0.2.66, 198.51.100.1, 10.0.0.2": "198.51.100.1",
                "2001:db8:1:2::9": "2001:db8:1:2::/64",
            },
        ),
    ],
    ids=["nobody is trusted", "proxies are trusted"],
)
def test_header_counts_where_the_setting_names_the_proxy(tmp_path: Path, trusted: str, senders: dict[str, str]) -> None:
    script = tmp_path / "sender.py"
    script.write_text(SCRIPT, encoding="utf-8")
    environment = {
        "AFFILIATES_TRUSTED_PROXIES": trusted,
        "PYTHONPATH": str(ROOT),
        "STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none",
    }
    with served(script, tmp_path / "server.log", environment) as address:
        seen = {header: sender_seen(address, header) for header in senders}

    assert seen == senders
