"""What all visitors share: no visitor can empty it, or have it made without end."""

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
import streamlit as st

from affiliates.reports.data import ReportData
from affiliates.reports.formats import FORMATS, Format
from affiliates.review.passphrases import add_reviewer
from affiliates.storage.files.store import FileStore
from components.state import report_cache, resources
from components.state.report_cache import ReportBusyError, render_report
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


@pytest.fixture
def making(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A kind of report that takes as long as ``report_cache._making`` is held; every making is noted."""
    made_so_far: list[str] = []

    def make(told: ReportData) -> bytes:
        made_so_far.append(str(told))
        return f"on {told}".encode()

    monkeypatch.setattr(report_cache, "_kept", {})
    monkeypatch.setitem(FORMATS, "slow", Format(make, "slow", "txt", "text/plain"))
    return made_so_far


def about(what: str) -> bytes:
    return render_report("slow", what, lambda: cast(ReportData, what))


def test_report_is_made_once_for_all(making: list[str]) -> None:
    assert [about("a"), about("a"), about("b"), about("a")] == [b"on a", b"on a", b"on b", b"on a"]
    assert making == ["a", "b"]


def test_few_reports_are_kept(making: list[str]) -> None:
    for number in range(30):
        about(str(number))
    about("29")
    about("0")

    assert len(report_cache._kept) == 12
    assert making == [*map(str, range(30)), "0"]


def test_more_than_a_few_at_once_are_told_to_come_back(making: list[str]) -> None:
    threads = [threading.Thread(target=about, args=(str(number),)) for number in range(4)]
    with report_cache._making:
        for thread in threads:
            thread.start()
        while report_cache._room._value:
            pass
        with pytest.raises(ReportBusyError, match="Try again in a minute"):
            about("fifth")
    for thread in threads:
        thread.join()

    assert sorted(making) == ["0", "1", "2", "3"]
    assert about("fifth") == b"on fifth"


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
            return map_files(), resources.sign_ins(), resources.store(), resources.coverage_today()
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
