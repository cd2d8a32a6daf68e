"""A real server while the process that makes its reports is killed, and while it ends itself."""

import os
import signal
from pathlib import Path

import httpx

from benchmarks.process import processor_seconds
from tests.affiliates.reports.test_process import runs, wait_until
from tests.attack.intruder import Intruder, intruding
from tests.browser.app import ROOT
from tests.made_up import row, write_directory
from tests.warm_server import process_at, served

PDF = "PDF to read and print"


def maker_of(server: int) -> int | None:
    """The process that makes the reports of a server; None while there is none."""
    threads = Path(f"/proc/{server}/task").iterdir()
    children = [int(child) for thread in threads for child in (thread / "children").read_text().split()]
    commands = {child: Path(f"/proc/{child}/cmdline").read_text() for child in children if runs(child)}
    return next((child for child, command in commands.items() if "affiliates.reports.process" in command), None)


def maker_at_work(server: int, page: Intruder) -> int:
    """The same in the middle of a report that a visitor has just asked for."""
    page.asks_for_file("Places (CSV)")
    page.hears("backend_operation_response")
    maker = maker_of(server)
    assert maker
    worked = processor_seconds(maker)
    page.asks_for_file(PDF)
    wait_until(lambda: processor_seconds(maker) > worked + 0.1)
    return maker


def test_visitor_is_told_that_a_report_failed_and_no_process_stays_behind(tmp_path: Path) -> None:
    environment = {"AFFILIATES_DATA": str(write_directory(tmp_path / "data", row(1)))}
    with served(ROOT / "dashboard.py", tmp_path / "log", environment) as address, intruding(address) as page:
        server = process_at(address)
        page.opens("coverage")
        page.opens_box("Reports")
        wait_until(lambda: maker_of(server))
        os.kill(maker_at_work(server, page), signal.SIGKILL)
        failed = page.hears("backend_operation_response").backend_operation_response
        assert failed.error_msg
        page.hears_words("Please try again in a minute")

        page.asks_for_file(PDF)
        answer = page.hears("backend_operation_response").backend_operation_response
        assert httpx.get(address + answer.deferred_file.url).content.startswith(b"%PDF-")
        maker = maker_of(server)
        assert maker
        os.kill(server, signal.SIGTERM)
        wait_until(lambda: not runs(maker))

    assert "was killed (-9)" in (tmp_path / "log").read_text()
