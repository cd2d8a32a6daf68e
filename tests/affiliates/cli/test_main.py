"""python -m affiliates, as a volunteer runs it."""

import io
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from affiliates.cli.main import main
from tests.made_up import publish, row, write_directory

TODAY = datetime.now(UTC).date()


def run(command: str, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a command in this process; a process of its own takes seconds to start."""
    typed, out, err = ["affiliates", command, *map(str, arguments)], io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", typed)
        for name, value in environment.items():
            patch.setenv(name, value)
        try:
            code = main()
        except SystemExit as left:
            code = int(str(left.code))
    return subprocess.CompletedProcess(typed, code, out.getvalue(), err.getvalue())


def check(*folder: Path) -> subprocess.CompletedProcess[str]:
    return run("check", *folder)


def test_shipped_data_has_no_error_and_tells_of_the_missing_link() -> None:
    command = [sys.executable, "-m", "affiliates", "check"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)

    assert ran.returncode == 0
    assert "note: youtube: justice-for-our-angels: " in ran.stdout
    assert "Groups that can be shown: 5. Rows set aside: 0. Errors: 0. Notes: 1." in ran.stdout


def test_problems_are_named_by_file_row_and_column(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1), row(2, regions="US-ZZ", website="nowhere"))

    ran = check(tmp_path)

    assert ran.returncode == 1
    file = tmp_path / "affiliates.csv"
    assert ran.stdout.splitlines()[:2] == [
        f"{file}:3: regions: “US-ZZ” is no region we know: use ISO 3166-2 codes such as US-MI or CA-BC",
        f"{file}:3: website: is no web address: it has to begin with https://",
    ]


def test_missing_file_is_an_error_in_one_line(tmp_path: Path) -> None:
    ran = check(tmp_path)

    assert ran.returncode == 1
    assert ran.stdout.count("\n") == 1
    assert "Traceback" not in ran.stderr


def test_reader_who_has_seen_enough_gets_no_traceback() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "affiliates", "coverage"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        running.stdout.close()  # type: ignore[union-attr]
        told = running.stderr.read()  # type: ignore[union-attr]

    assert (running.returncode, told) == (0, b"")


def test_coverage_of_the_shipped_data_begins_with_the_headline() -> None:
    told = run("coverage").stdout.splitlines()

    assert told[:4] == [
        f"United States, {TODAY}",
        "",
        "5 of 50 states and D.C. have a group.",
        "About 7 of 8 children live where there is none.",
    ]
    assert f"Canada, {TODAY}" in told
    lines = [line for line in told if line.lstrip().startswith("1  ")]
    assert [line.split() for line in lines] == [
        ["1", "California", "none", "yet", "8,505,793", "11.7%", "Idaho", "153", "246", "–"],
        ["1", "Ontario", "none", "yet", "14,223,942", "38.5%", "Michigan", "0", "0", "–"],
    ]


def test_coverage_of_one_country_leaves_the_other_out(tmp_path: Path) -> None:
    told = run("coverage", "--country", "CA", AFFILIATES_DATA=str(write_directory(tmp_path))).stdout

    assert "United States" not in told
    assert "None of the 13 provinces and territories has a group yet.\nEveryone lives where there is none." in told


def test_coverage_of_a_past_day_is_that_of_the_version_that_stood(tmp_path: Path) -> None:
    write_directory(tmp_path)
    publish(tmp_path, datetime(2026, 3, 10, tzinfo=UTC), row(1))
    publish(tmp_path, datetime(2026, 6, 1, tzinfo=UTC), row(1), row(2, regions="US-TX"))

    def first_sentence(*day: str) -> str:
        return run("coverage", *day, AFFILIATES_DATA=str(tmp_path)).stdout.splitlines()[2]

    assert first_sentence("--as-of", "2026-05-31").startswith("1 of 50")
    assert first_sentence("--as-of", "2026-06-01").startswith("2 of 50")
    assert first_sentence().startswith("2 of 50")
    unknown = run("coverage", "--as-of", "2026-03-09", AFFILIATES_DATA=str(tmp_path))
    assert unknown.returncode == 1
    assert (
        unknown.stderr
        == "What stood in the list of groups on 2026-03-09 is not known: it is known from 2026-03-10 on.\n"
    )


def test_coverage_of_a_past_day_without_history_is_refused(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1))

    ran = run("coverage", "--as-of", str(TODAY - timedelta(days=30)), AFFILIATES_DATA=str(tmp_path))

    assert ran.returncode == 1
    assert ran.stderr.endswith("is not known: no former version is kept.\n")


def test_coverage_refuses_a_day_that_is_none_or_has_not_come(tmp_path: Path) -> None:
    tomorrow = run("coverage", "--as-of", str(TODAY + timedelta(days=1)))
    nonsense = run("coverage", "--as-of", "yesterday")
    missing = run("coverage", AFFILIATES_DATA=str(tmp_path))

    assert (tomorrow.returncode, nonsense.returncode, missing.returncode) == (1, 2, 1)
    assert "has not come yet" in tomorrow.stderr
    assert "“yesterday” is no date: write it as 2026-03-31" in nonsense.stderr
    assert missing.stderr.count("\n") == 1
    assert "Traceback" not in tomorrow.stderr + nonsense.stderr + missing.stderr


@pytest.mark.parametrize("days", ["-5", "99999999999", "many"])
def test_prune_refuses_what_is_no_number_of_days(tmp_path: Path, days: str) -> None:
    ran = run("prune", f"--days={days}", AFFILIATES_DATA=str(tmp_path))

    assert ran.returncode == 2
    assert "is no number of days" in ran.stderr
