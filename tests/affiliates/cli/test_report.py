"""python -m affiliates report, as a monthly job runs it."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from affiliates.cli.main import main
from affiliates.cli.report import ReportNotWrittenError, write_whole
from affiliates.storage.files.directory import FILE_NAME, snapshot_path
from tests.affiliates.reports.made import pdf_text, varied
from tests.made_up import row, write_directory


@dataclass(frozen=True)
class Run:
    """How a run of the command ended, and what it said."""

    code: int
    out: str
    err: str


Report = Callable[..., Run]


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Report:
    """Runs the command on the directory of a folder."""

    def run(folder: Path, *options: str) -> Run:
        monkeypatch.setenv("AFFILIATES_DATA", str(folder))
        monkeypatch.setattr(sys, "argv", ["affiliates", "report", *options])
        try:
            code = main()
        except SystemExit as left:
            code = int(str(left.code))
        return Run(code, *capsys.readouterr())

    return run


@pytest.mark.parametrize(
    ("name", "beginning"),
    [("pdf", b"%PDF-"), ("xlsx", b"PK"), ("csv", b'\xef\xbb\xbf"region"'), ("geojson", b'{"type"'), ("html", b"<!DOC")],
)
def test_each_format_is_written(tmp_path: Path, report: Report, name: str, beginning: bytes) -> None:
    out = tmp_path / f"report.{name}"

    run = report(write_directory(tmp_path / "data", *varied()), "--format", name, "--out", str(out))

    assert (run.code, run.err) == (0, "")
    assert out.read_bytes().startswith(beginning)
    assert f"{out}: {out.stat().st_size:,} bytes" in run.out
    assert [each.name for each in tmp_path.iterdir() if each != tmp_path / "data"] == [out.name]


def test_pdf_of_a_region_is_its_fact_sheet(tmp_path: Path, report: Report) -> None:
    out = tmp_path / "michigan.pdf"

    report(write_directory(tmp_path, *varied()), "--format", "pdf", "--region", "us-mi", "--out", str(out))

    assert "Start a group in Michigan" in pdf_text(out.read_bytes())


def test_other_formats_of_a_region_hold_its_row_and_its_groups(tmp_path: Path, report: Report) -> None:
    folder = write_directory(tmp_path, *varied())
    out = tmp_path / "out"

    report(folder, "--format", "csv", "--region", "CA-ON", "--out", str(out))
    assert [line["region"] for line in rows_in(out)] == ["CA-ON"]
    report(folder, "--format", "csv", "--table", "groups", "--region", "CA-ON", "--out", str(out))
    assert {line["scope"] for line in rows_in(out)} == {"regional", "virtual"}
    report(folder, "--format", "geojson", "--country", "CA", "--out", str(out))
    assert len([each for each in json.loads(out.read_bytes())["features"] if each["geometry"]]) == 13


def rows_in(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--format", "csv", "--out", "OUT", "--region", "US-ZZ"), 1, "“US-ZZ” is no region we know"),
        (("--format", "csv", "--out", "/no/such/folder/report.csv"), 1, "make the folder /no/such/folder first"),
        (("--format", "csv", "--out", "."), 1, "is a folder: name a file in it"),
        (("--format", "pdf", "--out", "OUT", "--region", "US-MI", "--country", "ca"), 1, "not both"),
        (("--format", "pdf", "--out", "OUT", "--table", "groups"), 1, "leave it out"),
        (("--format", "csv", "--out", "OUT", "--as-of", "2999-01-01"), 1, "2999-01-01 has not come yet"),
        (("--format", "csv", "--out", "OUT", "--as-of", "March"), 2, "“March” is no date"),
        (("--format", "docx", "--out", "OUT"), 2, "invalid choice"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence(
    tmp_path: Path, report: Report, options: tuple[str, ...], code: int, said: str
) -> None:
    folder = write_directory(tmp_path, row())

    run = report(folder, *(str(tmp_path / "out") if each == "OUT" else each for each in options))

    assert run.code == code
    assert said in run.err
    assert not (tmp_path / "out").exists()


def test_missing_directory_is_said_and_leaves_the_last_report(tmp_path: Path, report: Report) -> None:
    out = tmp_path / "report.csv"
    out.write_text("last month")

    run = report(tmp_path, "--format", "csv", "--out", str(out))

    assert run.code == 1
    assert out.read_text() == "last month"


def test_report_on_a_past_day_tells_of_the_groups_of_that_day(tmp_path: Path, report: Report) -> None:
    out = tmp_path / "out.geojson"
    folder = write_directory(tmp_path, row(1), row(2))
    write_directory(tmp_path / "old", row(1))
    kept = snapshot_path(folder, datetime(2026, 2, 1, tzinfo=UTC))
    kept.parent.mkdir()
    (tmp_path / "old" / FILE_NAME).rename(kept)
    (folder / "history" / "affiliates-2026.csv").write_text("passed over")
    later = snapshot_path(folder, datetime(2026, 3, 1, tzinfo=UTC))
    later.write_bytes((folder / FILE_NAME).read_bytes())

    run = report(folder, "--format", "geojson", "--as-of", "2026-02-15", "--out", str(out))

    assert run.code == 0
    told = json.loads(out.read_bytes())
    assert told["as_of"] == "2026-02-15"
    assert told["made_on"] == datetime.now(UTC).date().isoformat()
    assert [each["id"] for each in told["features"] if each["properties"]["what"] == "group"] == ["group-1", "group-2"]


def test_what_stood_there_stays_until_the_new_file_is_whole(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()

    write_whole(tmp_path / "file", b"one")
    write_whole(tmp_path / "file", b"two")
    with pytest.raises(ReportNotWrittenError, match="it cannot be written"):
        write_whole(tmp_path / "folder", b"three")

    assert (tmp_path / "file").read_bytes() == b"two"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "folder"]


def test_command_runs_as_a_job_runs_it(tmp_path: Path) -> None:
    """In a process of its own, where a mistake would leave a traceback."""
    command = [sys.executable, "-m", "affiliates", "report", "--format", "csv", "--out"]
    good = subprocess.run([*command, str(tmp_path / "out")], capture_output=True, text=True, check=False)
    bad = subprocess.run([*command, str(tmp_path)], capture_output=True, text=True, check=False)

    assert (good.returncode, good.stderr) == (0, "")
    assert bad.returncode == 1
    assert bad.stderr.count("\n") == 1
