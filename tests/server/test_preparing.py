"""What the first visitor would wait for is done beside the start."""

import threading
import time
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from affiliates.storage.files.store import FileStore
from affiliates.storage.settings import store_place
from components.map.files import map_files
from components.shell.first_page import prepare_first_page
from components.state import resources
from server.front import Front
from tests.made_up import row, write_directory

STATIC = Path(__file__).parents[2] / "static/map"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # it is in the log
def test_server_prepares_and_answers_also_where_that_fails(tmp_path: Path) -> None:
    store, called = FileStore(write_directory(tmp_path, row(1))), threading.Event()

    def fail() -> None:
        called.set()
        raise RuntimeError("made up")

    front = Front(store, prepare=fail)
    app = Starlette(lifespan=front.lifespan)
    with TestClient(front.around(app)) as client:
        assert called.wait(20)
        assert client.get("/healthz").status_code == 200


def test_whoever_stops_the_server_does_not_wait_until_it_is_prepared(tmp_path: Path) -> None:
    store, is_over = FileStore(write_directory(tmp_path, row(1))), threading.Event()
    front = Front(store, prepare=lambda: is_over.wait(60))
    began = time.monotonic()
    with TestClient(front.around(Starlette(lifespan=front.lifespan))) as client:
        assert client.get("/healthz").status_code == 200
    is_over.set()

    assert time.monotonic() - began < 30


def test_lists_are_read_and_the_files_of_the_map_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFFILIATES_DATA", str(write_directory(tmp_path, row(1), row(2))))
    prepare_first_page()

    present = resources._present_directory(store_place())
    assert present.is_read
    shown = present.get()
    assert shown
    assert len(shown.choices) == 2
    assert all((STATIC / Path(address).name).is_file() for address in map_files().values())
