"""python -m affiliates check, as a volunteer runs it."""

import subprocess
import sys
from pathlib import Path

from tests.made_up import row, write_directory


def check(*folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "affiliates", "check", *map(str, folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_shipped_data_has_no_error_and_tells_of_the_missing_link() -> None:
    run = check()

    assert run.returncode == 0
    assert "note: youtube: justice-for-our-angels: " in run.stdout
    assert "5 groups can be shown, 0 rows are set aside; 0 errors, 1 notes." in run.stdout


def test_problems_are_named_by_file_row_and_column(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1), row(2, regions="US-ZZ", website="nowhere"))

    run = check(tmp_path)

    assert run.returncode == 1
    file = tmp_path / "affiliates.csv"
    assert run.stdout.splitlines()[:2] == [
        f"{file}:3: regions: “US-ZZ” is no region we know: use ISO 3166-2 codes such as US-MI or CA-BC",
        f"{file}:3: website: is no web address: it has to begin with https://",
    ]


def test_missing_file_is_an_error_in_one_line(tmp_path: Path) -> None:
    run = check(tmp_path)

    assert run.returncode == 1
    assert run.stdout.count("\n") == 1
    assert "Traceback" not in run.stderr
