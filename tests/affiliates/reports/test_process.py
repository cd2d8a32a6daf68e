"""Reports made in a process of their own: real processes, really killed."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from affiliates.errors import ReportBusyError
from affiliates.reports.process.job import ReportJob
from affiliates.reports.process.parent import ReportProcess
from benchmarks.process import processor_seconds
from tests.affiliates.reports.samples import DAY, varied
from tests.made_up import groups_of, row

ROOT = Path(__file__).parents[3]


def job(kind: str = "regions", language: str = "en", **options: Any) -> ReportJob:
    return ReportJob(kind, language, DAY, (), options)


@pytest.fixture
def groups(tmp_path: Path) -> pd.DataFrame:
    return groups_of(tmp_path, *varied())


@pytest.fixture(scope="module")
def process() -> Iterator[ReportProcess]:
    """One for all tests: to start takes a second of work."""
    process = ReportProcess()
    yield process
    process.end()


def wait_until(is_so: Callable[[], object]) -> None:
    until = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.02)


def runs(process_id: int) -> bool:
    """Whether a process runs: one that ended may stay listed until somebody asks how."""
    try:
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def at_work(process: ReportProcess, groups: pd.DataFrame) -> tuple[int, "Future[bytes]"]:
    """The id of the process that makes reports while it makes one, and what becomes of that."""
    process.make(job(), groups)
    child = process.process_id
    assert child
    worked = processor_seconds(child)
    making = ThreadPoolExecutor(1).submit(process.make, job("pdf"), groups)
    wait_until(lambda: processor_seconds(child) > worked + 0.05)
    assert not making.done()
    return child, making


def test_report_is_the_same_wherever_it_is_made(process: ReportProcess, groups: pd.DataFrame) -> None:
    wanted = job("html", "es", countries=("CA",))

    assert process.make(wanted, groups) == wanted.make(groups)
    assert process.process_id not in {None, os.getpid()}


def test_process_stands_back_behind_the_pages(process: ReportProcess, groups: pd.DataFrame) -> None:
    process.make(job(), groups)
    child = process.process_id
    assert child

    assert os.getpriority(os.PRIO_PROCESS, child) > os.getpriority(os.PRIO_PROCESS, 0)
    assert Path(f"/proc/{child}/oom_score_adj").read_text() == "1000\n"


def test_one_process_makes_all_reports_of_each_list_as_it_is(
    process: ReportProcess, groups: pd.DataFrame, tmp_path: Path
) -> None:
    changed = groups_of(tmp_path, row(1, name="Parents who have just come", regions="US-IA"))
    first, child = process.make(job("groups"), groups), process.process_id
    second, third = process.make(job("groups"), changed), process.make(job("groups"), groups)

    assert first == third == job("groups").make(groups)
    assert b"Parents who have just come" in second
    assert process.process_id == child


def test_two_who_ask_at_once_both_get_theirs(process: ReportProcess, groups: pd.DataFrame) -> None:
    kinds = ["regions", "groups", "geojson"] * 2
    with ThreadPoolExecutor(len(kinds)) as pool:
        made = list(pool.map(lambda kind: process.make(job(kind), groups), kinds))

    assert made == [job(kind).make(groups) for kind in kinds]


def test_whoever_waits_for_a_killed_process_may_try_again(process: ReportProcess, groups: pd.DataFrame) -> None:
    child, making = at_work(process, groups)
    os.kill(child, signal.SIGKILL)

    assert isinstance(making.exception(120), ReportBusyError)
    assert process.make(job(), groups) == job().make(groups)
    assert process.process_id not in {None, child, os.getpid()}


def test_killed_while_it_did_nothing_it_is_missed_by_nobody(process: ReportProcess, groups: pd.DataFrame) -> None:
    process.make(job(), groups)
    child = process.process_id
    assert child
    os.kill(child, signal.SIGKILL)
    wait_until(lambda: process.process_id is None)

    assert process.make(job(), groups) == job().make(groups)


def test_report_is_finished_when_all_processes_are_told_to_end(process: ReportProcess, groups: pd.DataFrame) -> None:
    """What systemd and a terminal do; the server still waits for what is being made."""
    child, making = at_work(process, groups)
    os.kill(child, signal.SIGTERM)
    os.kill(child, signal.SIGINT)

    assert making.result(120).startswith(b"%PDF-")


def test_process_that_hangs_is_ended(groups: pd.DataFrame) -> None:
    process = ReportProcess(max_seconds=0.5)
    process.prepare()
    wait_until(lambda: process.process_id)
    child = process.process_id
    assert child
    os.kill(child, signal.SIGSTOP)

    with pytest.raises(ReportBusyError):
        process.make(job(), groups)
    assert not runs(child)


def test_report_that_cannot_be_made_keeps_no_other_from_being_made(
    process: ReportProcess, groups: pd.DataFrame, capfd: pytest.CaptureFixture[str]
) -> None:
    process.end()  # so that the next one writes where this test reads
    with pytest.raises(ChildProcessError, match="could not be made"):
        process.make(job("fact_sheet", region="US-XX"), groups)

    assert "UnknownRegionError: “US-XX”" in capfd.readouterr().err
    assert process.make(job(), groups) == job().make(groups)


def test_process_without_work_ends_and_the_next_report_has_another(groups: pd.DataFrame) -> None:
    process = ReportProcess(idle_seconds=0.2)
    process.prepare()
    wait_until(lambda: process.process_id)
    wait_until(lambda: process.process_id is None)

    assert process.make(job(), groups) == job().make(groups)
    process.end()


def test_asked_in_the_moment_in_which_it_ends_it_is_started_anew(groups: pd.DataFrame) -> None:
    process = ReportProcess(idle_seconds=0.003)
    made = {process.make(job(), groups) for _ in range(2)}
    process.end()

    assert made == {job().make(groups)}


@pytest.mark.parametrize("program", ["/nowhere/python", "/bin/false"])
def test_where_no_process_can_be_had_the_server_makes_the_report(
    groups: pd.DataFrame, program: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    process = ReportProcess()
    monkeypatch.setattr(sys, "executable", program)
    with caplog.at_level(logging.ERROR):
        made = [process.make(job(), groups) for _ in range(2)]

    assert made == [job().make(groups)] * 2
    assert process.process_id is None
    assert [each.getMessage()[:34] for each in caplog.records] == ["Reports slow down the pages: no pr"]


def test_no_process_stays_behind_when_the_server_is_killed(tmp_path: Path) -> None:
    """In the middle of a report, when it can tell nobody; nor does a file."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    program = f"""if True:
        from pathlib import Path
        from tests.affiliates.reports.test_process import at_work, groups_of, varied, ReportProcess
        print(at_work(ReportProcess(), groups_of(Path({str(tmp_path)!r}), *varied()))[0], flush=True)
    """
    environment = {**os.environ, "TMPDIR": str(temporary)}
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        child = int(server.stdout.readline())
        assert runs(child)
        wait_until(lambda: list(temporary.rglob("*.ttf")))
        server.kill()

    wait_until(lambda: not runs(child))
    assert list(temporary.iterdir()) == []
