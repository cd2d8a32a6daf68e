"""The command report, as a monthly job uses it."""

import csv
import io
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result

from affiliates.storage.files.directory.lists import FILE_NAME, snapshot_path
from tests.affiliates.cli.run import run_command
from tests.affiliates.reports.samples import pdf_text, varied
from tests.made_up import row, write_directory


def run_report(folder: Path, *options: str) -> Result:
    """How the command ends on the directory in a folder."""
    return run_command("report", *options, AFFILIATES_DATA=str(folder))


@pytest.mark.parametrize(
    ("name", "beginning"),
    [("pdf", b"%PDF-"), ("xlsx", b"PK"), ("csv", b'\xef\xbb\xbf"region"'), ("geojson", b'{"type"'), ("html", b"<!DOC")],
)
def test_each_format_is_written(tmp_path: Path, name: str, beginning: bytes) -> None:
    out = tmp_path / f"report.{name}"

    result = run_report(write_directory(tmp_path / "data", *varied()), "--format", name, "--out", str(out))

    assert (result.exit_code, result.stderr) == (0, "")
    assert out.read_bytes().startswith(beginning)
    assert f"{out}: {out.stat().st_size:,} bytes" in result.stdout
    assert [each.name for each in tmp_path.iterdir() if each != tmp_path / "data"] == [out.name]


def test_report_is_written_to_standard_output_and_nothing_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_directory(tmp_path, *varied())
    monkeypatch.chdir(tmp_path)
    result = run_report(tmp_path, "--format", "xlsx", "--out", "-")

    assert openpyxl.load_workbook(io.BytesIO(result.stdout_bytes)).sheetnames
    assert not (tmp_path / "-").exists()


def test_pdf_of_a_region_is_its_fact_sheet(tmp_path: Path) -> None:
    out = tmp_path / "michigan.pdf"

    run_report(write_directory(tmp_path, *varied()), "--format", "pdf", "--region", "us-mi", "--out", str(out))

    assert "Start a group in Michigan" in pdf_text(out.read_bytes())


def test_report_is_written_in_the_chosen_language(tmp_path: Path) -> None:
    out = tmp_path / "report.html"

    result = run_report(write_directory(tmp_path, row()), "--format", "html", "--language", "fr", "--out", str(out))

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith(" bytes\n")  # the command's own words stay English
    assert '<html lang="fr" dir="ltr">' in out.read_text(encoding="utf-8")


def test_other_formats_of_a_region_hold_its_row_and_its_groups(tmp_path: Path) -> None:
    folder = write_directory(tmp_path, *varied())
    out = tmp_path / "out"

    run_report(folder, "--format", "csv", "--region", "CA-ON", "--out", str(out))
    assert [line["region"] for line in rows_in(out)] == ["CA-ON"]
    run_report(folder, "--format", "csv", "--table", "groups", "--region", "CA-ON", "--out", str(out))
    assert {line["scope"] for line in rows_in(out)} == {"regional", "virtual"}
    run_report(folder, "--format", "geojson", "--country", "CA", "--out", str(out))
    assert len([each for each in json.loads(out.read_bytes())["features"] if each["geometry"]]) == 13


def rows_in(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (("--format", "csv", "--out", "OUT", "--region", "US-ZZ"), 1, "“US-ZZ” is not a region we know"),
        (("--format", "csv", "--out", "/no/such/folder/report.csv"), 1, "Create the folder /no/such/folder first"),
        (("--format", "csv", "--out", "."), 1, "is a folder. Name a file in it"),
        (("--format", "csv", "--out", "/dev/full"), 1, "/dev/full is not a file that can be replaced"),
        (("--format", "pdf", "--out", "OUT", "--region", "US-MI", "--country", "ca"), 1, "not both"),
        (("--format", "pdf", "--out", "OUT", "--table", "groups"), 1, "Leave out --table"),
        (("--format", "csv", "--out", "OUT", "--as-of", "2999-01-01"), 1, "2999-01-01 is in the future"),
        (("--format", "csv", "--out", "OUT", "--as-of", "9999-12-31"), 1, "9999-12-31 is in the future"),
        (("--format", "csv", "--out", "OUT", "--as-of", "March"), 2, "“March” is not a date"),
        (("--format", "csv", "--out", "OUT", "--language", "xx"), 2, "“xx” is not the code of a language we have. We"),
        (("--format", "docx", "--out", "OUT"), 2, "Invalid value for '--format'"),
    ],
)
def test_report_that_cannot_be_made_is_explained(
    tmp_path: Path, options: tuple[str, ...], code: int, message: str
) -> None:
    folder = write_directory(tmp_path, row())

    result = run_report(folder, *(str(tmp_path / "out") if each == "OUT" else each for each in options))

    assert result.exit_code == code
    assert message in result.stderr
    assert not (tmp_path / "out").exists()


def test_report_is_written_into_the_file_that_a_link_leads_to(tmp_path: Path) -> None:
    folder = write_directory(tmp_path, row())
    (tmp_path / "link.csv").symlink_to(tmp_path / "board.csv")
    (tmp_path / "board.csv").write_text("last month's")

    run_report(folder, "--format", "csv", "--out", str(tmp_path / "link.csv"))

    assert (tmp_path / "link.csv").is_symlink()
    assert rows_in(tmp_path / "board.csv")


def test_failed_report_leaves_the_last_one(tmp_path: Path) -> None:
    out = tmp_path / "report.csv"
    out.write_text("last month")

    result = run_report(tmp_path, "--format", "csv", "--out", str(out))

    assert result.exit_code == 1
    assert out.read_text() == "last month"


def test_report_on_a_past_day_lists_the_groups_of_that_day(tmp_path: Path) -> None:
    out = tmp_path / "out.geojson"
    folder = write_directory(tmp_path, row(1), row(2))
    write_directory(tmp_path / "old", row(1))
    earlier = snapshot_path(folder, datetime(2026, 2, 1, tzinfo=UTC))
    earlier.parent.mkdir()
    (tmp_path / "old" / FILE_NAME).rename(earlier)
    (folder / "history" / "affiliates-2026.csv").write_text("not named like a version")
    later = snapshot_path(folder, datetime(2026, 3, 1, tzinfo=UTC))
    later.write_bytes((folder / FILE_NAME).read_bytes())

    result = run_report(folder, "--format", "geojson", "--as-of", "2026-02-15", "--out", str(out))

    assert result.exit_code == 0
    content = json.loads(out.read_bytes())
    assert content["as_of"] == "2026-02-15"
    assert content["made_on"] == datetime.now(UTC).date().isoformat()
    assert [each["id"] for each in content["features"] if each["properties"]["what"] == "group"] == [
        "group-1",
        "group-2",
    ]


def test_file_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    folder = write_directory(tmp_path / "data", row())
    out = tmp_path / ("x" * 300)

    result = run_report(folder, "--format", "csv", "--out", str(out))

    assert result.exit_code == 1
    assert result.stderr == f"{out} could not be written: File name too long.\n"
    assert [each.name for each in tmp_path.iterdir()] == ["data"]


def test_command_runs_as_a_job_runs_it(tmp_path: Path) -> None:
    """In a process of its own, where a mistake would print a traceback and a warning would not go unseen."""
    command = [sys.executable, "-m", "affiliates", "report", "--format", "csv", "--out", str(tmp_path / "out")]
    good = subprocess.run(command, capture_output=True, text=True, check=False)
    bad = run_command("report", "--format", "csv", "--out", tmp_path)

    assert (good.returncode, good.stderr) == (0, "")
    assert (tmp_path / "out").stat().st_size > 1000
    assert (bad.exit_code, bad.stderr.count("\n")) == (1, 1)
