"""What all visitors share: no visitor can empty it, or have it made without end."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from affiliates.review.passphrases import add_reviewer
from affiliates.storage.files.store import FileStore
from components.state import resources
from tests.components.app import names
from tests.made_up import row, write_directory

ROOT = Path(__file__).parent.parent.parent


def test_emptied_caches_sign_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any browser may send Streamlit the message that empties its caches for everybody."""
    monkeypatch.setenv("AFFILIATES_DATA", str(write_directory(tmp_path, row(1))))
    add_reviewer(FileStore(tmp_path).reviewers, "Robin")
    now = datetime.now(UTC)
    token = resources.sign_ins().begin("Robin", now)
    st.cache_resource.clear()
    st.cache_data.clear()

    assert resources.sign_ins().reviewer(token, now) == "Robin"


def find_page(region: str, **url: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for name, value in {"region": region, **url}.items():
        page.query_params[name] = value
    return page.run()


def test_second_visitor_finds_what_the_first_one_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFFILIATES_DATA", str(write_directory(tmp_path, row(1))))
    find_page("US-OH", q="made")
    choices = resources.group_choices()
    parts = (choices.region, choices.count_by_region, choices.positions, choices.page)
    worked_out = [part.cache_info().misses for part in parts]
    find_page("US-OH", q="made")

    assert resources.group_choices() is choices
    assert [part.cache_info().misses for part in parts] == worked_out
    assert all(part.cache_info().hits for part in parts)


def test_changed_directory_is_shown_at_once_and_the_former_one_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFFILIATES_DATA", str(tmp_path))
    for number in range(1, 5):
        write_directory(tmp_path, *(row(each, name=f"Made-up {each}") for each in range(number)))
        os.utime(tmp_path / "affiliates.csv", (number, number))  # a second each, however fast this machine is

        assert names(find_page("US-OH")) == [f"Made-up {each}" for each in range(number)]


def test_first_visitors_share_what_is_made_once(tmp_path: Path) -> None:
    """In a process of its own, where nothing was made yet, with six threads that begin at the same moment."""
    program = """if True:
        import threading
        from concurrent.futures import ThreadPoolExecutor
        from components.state import resources
        from components.map.files import map_files
        start = threading.Barrier(6)
        def first(_):
            start.wait()
            return map_files(), resources.sign_ins(), resources.store(), resources.coverage_answers()
        with ThreadPoolExecutor(6) as pool:
            made = list(pool.map(first, range(6)))
        print([len({id(each) for each in same}) for same in zip(*made)])
    """
    folder = write_directory(tmp_path, row(1))
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "AFFILIATES_DATA": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout == "[1, 1, 1, 1]\n"
