"""The commands check and coverage, and what python -m affiliates does in a process of its own."""

import os
import shlex
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.affiliates.cli.run import run_command
from tests.made_up import publish, row, support_row, write_directory, write_support

TODAY = datetime.now(UTC).date()
PROGRAM = [sys.executable, "-m", "affiliates"]


def test_shipped_data_has_no_errors_and_a_note_on_the_missing_link() -> None:
    checked = run_command("check")

    assert checked.exit_code == 0
    assert "note: youtube: justice-for-our-angels: " in checked.stdout
    assert (
        "Groups that can be shown: 5. Allies: 0. Organizations that help families: 122. Rows set aside: 0. Errors: 0. "
        "Notes: 1." in checked.stdout
    )


def test_problems_are_named_by_file_row_and_column(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1), row(2, regions="US-ZZ", website="nowhere"))

    result = run_command("check", tmp_path)

    assert result.exit_code == 1
    file = tmp_path / "affiliates.csv"
    assert result.stdout.splitlines()[:2] == [
        f"{file}:3: regions: “US-ZZ” is not a region we know: use ISO 3166-2 codes such as US-MI or CA-BC",
        f"{file}:3: website: is not a web address: it should begin with https://",
    ]


def test_problems_of_organizations_are_named_as_well(tmp_path: Path) -> None:
    write_support(write_directory(tmp_path, row(1)), support_row(1, phone="1-800-GET-HELP"), support_row(2, region=""))

    result = run_command("check", tmp_path)

    assert result.exit_code == 1
    assert [line.partition(f"{tmp_path}/")[2] for line in result.stdout.splitlines()[:2]] == [
        "support_organizations.csv:2: phone: is not a phone number of the United States or Canada: "
        "write it like 1-800-555-0100",
        "support_organizations.csv:3: region: is missing: enter the code of the region, such as US-MI",
    ]


def test_list_of_organizations_that_is_none_hides_no_problem_of_the_groups(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1, website="nowhere"))
    (tmp_path / "support_organizations.csv").write_bytes(b"PK\x03\x04")

    result = run_command("check", tmp_path)

    assert result.exit_code == 1
    assert "website: is not a web address" in result.stdout
    assert "support_organizations.csv: it is not a UTF-8 text file" in result.stdout


def test_missing_file_is_an_error_in_one_line(tmp_path: Path) -> None:
    result = run_command("check", tmp_path)

    assert result.exit_code == 1
    assert result.stdout.count("\n") == 1
    assert result.stderr == ""


def test_reader_who_has_seen_enough_gets_no_traceback() -> None:
    with subprocess.Popen([*PROGRAM, "coverage"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.close()  # type: ignore[union-attr]
        errors = running.stderr.read()  # type: ignore[union-attr]

    assert (running.returncode, errors) == (0, b"")


@pytest.mark.parametrize(
    ("redirected", "code", "said"),
    [
        (">/dev/full", 1, "No room is left for what this command says. Make room and run it again.\n"),
        (">&-", 0, ""),
        ("| cat", 0, ""),
    ],
)
def test_answer_that_cannot_be_written_as_it_is_ends_without_a_traceback(redirected: str, code: int, said: str) -> None:
    command = f"set -o pipefail; {shlex.join(PROGRAM)} coverage {redirected}"
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=environment)

    assert (ended.returncode, ended.stderr) == (code, said)


# Ctrl-C in the moment in which Python looks for one of the modules of a command.
INTERRUPTED = """
import os, runpy, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # as in a terminal: a job in the background ignores it
class Interrupter:
    def find_spec(self, name, path=None, target=None):
        if name == "affiliates.cli.coverage":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupter())
runpy.run_module("affiliates", run_name="__main__", alter_sys=True)
"""


def test_command_that_is_interrupted_while_it_is_loaded_ends_without_a_traceback() -> None:
    ended = subprocess.run([sys.executable, "-c", INTERRUPTED, "coverage"], capture_output=True, text=True)

    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGINT, "", "")


@pytest.mark.parametrize("arguments", [[], ["--help"], ["reviewer", "--help"]])
def test_help_lists_the_commands(arguments: list[str]) -> None:
    result = run_command(*arguments)

    assert result.exit_code == (0 if arguments else 2)
    commands = ("add", "list", "remove") if "reviewer" in arguments else ("check", "coverage", "report", "prune")
    assert all(f"\n  {command} " in result.output for command in commands)


@pytest.mark.parametrize(
    "arguments", [["publish"], ["check", "a", "b"], ["reviewer", "add"], ["coverage", "--country", "MX"], ["erase"]]
)
def test_wrong_usage_ends_with_code_2_and_a_hint(arguments: list[str]) -> None:
    result = run_command(*arguments)

    assert result.exit_code == 2
    assert "Usage: " in result.stderr
    assert result.stdout == ""


def test_coverage_of_the_shipped_data_begins_with_the_headline() -> None:
    lines = run_command("coverage").stdout.splitlines()

    assert lines[:4] == [
        f"United States, {TODAY}",
        "",
        "5 of 50 states and D.C. have a statewide group.",
        "About 7 of 8 children live where there is none.",
    ]
    assert f"Canada, {TODAY}" in lines
    first_ranked = [line.split() for line in lines if line.lstrip().startswith("1  ")]
    assert first_ranked == [
        ["1", "California", "none", "yet", "8,505,793", "11.7%", "Idaho", "153", "246", "–"],
        ["1", "Ontario", "none", "yet", "14,223,942", "38.5%", "Michigan", "0", "0", "–"],
    ]


@pytest.mark.parametrize("country", ["CA", "ca"])
def test_coverage_of_one_country_leaves_the_other_out(tmp_path: Path, country: str) -> None:
    output = run_command("coverage", "--country", country, AFFILIATES_DATA=str(write_directory(tmp_path))).stdout

    assert "United States" not in output
    assert (
        "None of the 13 provinces and territories has a province-wide group yet.\nEveryone lives where there is none."
        in output
    )


def test_coverage_of_a_past_day_uses_the_groups_of_that_day(tmp_path: Path) -> None:
    write_directory(tmp_path)
    publish(tmp_path, datetime(2026, 3, 10, tzinfo=UTC), row(1))
    publish(tmp_path, datetime(2026, 6, 1, tzinfo=UTC), row(1), row(2, regions="US-TX"))

    def first_sentence(*options: str) -> str:
        return run_command("coverage", *options, AFFILIATES_DATA=str(tmp_path)).stdout.splitlines()[2]

    assert first_sentence("--as-of", "2026-05-31").startswith("1 of 50")
    assert first_sentence("--as-of", "2026-06-01").startswith("2 of 50")
    assert first_sentence().startswith("2 of 50")
    unknown = run_command("coverage", "--as-of", "2026-03-09", AFFILIATES_DATA=str(tmp_path))
    assert (unknown.exit_code, unknown.stdout, unknown.stderr.count("\n")) == (1, "", 1)
    assert "2026-03-09" in unknown.stderr
    assert "2026-03-10" in unknown.stderr


def test_coverage_of_a_past_day_without_history_is_refused(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1))
    day = str(TODAY - timedelta(days=30))

    result = run_command("coverage", "--as-of", day, AFFILIATES_DATA=str(tmp_path))

    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert day in result.stderr


def test_coverage_refuses_a_day_that_is_not_a_date_or_has_not_come(tmp_path: Path) -> None:
    tomorrow = run_command("coverage", "--as-of", str(TODAY + timedelta(days=1)))
    nonsense = run_command("coverage", "--as-of", "yesterday")
    missing = run_command("coverage", AFFILIATES_DATA=str(tmp_path))

    assert (tomorrow.exit_code, nonsense.exit_code, missing.exit_code) == (1, 2, 1)
    assert "in the future" in tomorrow.stderr
    assert "“yesterday” is not a date. Write it as 2026-03-31." in nonsense.stderr
    assert missing.stderr.count("\n") == 1


def test_rows_set_aside_are_a_warning_and_with_strict_an_error(tmp_path: Path) -> None:
    folder = write_directory(tmp_path, row(1), row(2, regions="US-ZZ"))
    out = tmp_path / "out.csv"
    for command in (("coverage",), ("report", "--format", "csv", "--out", out)):
        lax = run_command(*command, AFFILIATES_DATA=str(folder))
        assert (lax.exit_code, lax.stderr.count("\n")) == (0, 1)
        assert "Warning: 1 row of our list cannot be read right now" in lax.stderr
        assert "1 row" not in lax.stdout
        out.unlink(missing_ok=True)

        strict = run_command(*command, "--strict", AFFILIATES_DATA=str(folder))
        assert (strict.exit_code, strict.stdout) == (1, "")
        assert "python -m affiliates check" in strict.stderr
        assert not out.exists()
    write_directory(tmp_path, row(1))
    sound = run_command("coverage", "--strict", AFFILIATES_DATA=str(folder))
    assert (sound.exit_code, sound.stderr) == (0, "")


def test_many_problems_of_one_cause_are_told_together(tmp_path: Path) -> None:
    wrong = [
        row(n, id=f"g-{n}", name=f"{n * 7919} Made-up", regions="Tri-State" if n % 2 else "NJ") for n in range(2, 5000)
    ]
    write_directory(tmp_path, row(1), *wrong)

    lines = run_command("check", tmp_path).stdout.splitlines()
    file = tmp_path / "affiliates.csv"
    assert lines[:4] == [
        f"{file}: regions: 4,998 times: is not a region we know: use ISO 3166-2 codes such as US-MI or CA-BC",
        "    rows 3, 4, 5, 6, 7 and 4,993 more",
        "    “NJ” (2,499 times) Did you mean US-NJ (New Jersey)?",
        "    “Tri-State” (2,499 times)",
    ]
    assert lines[4].startswith("Groups that can be shown: 1. ")
    assert len(run_command("check", tmp_path, "--all").stdout.splitlines()) == 4999


def test_single_wrong_place_is_quoted_whole_with_what_it_may_mean(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1, regions="New Yrok"))

    assert "regions: “New Yrok” is not a region we know" in run_command("check", tmp_path).stdout
    assert "Did you mean US-NY (New York)?" in run_command("check", tmp_path).stdout


def test_all_missing_columns_are_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "affiliates.csv").write_text("id,city,city\nx,y,z\n")

    result = run_command("check", tmp_path)
    assert "lacks the columns name, scope, regions, status and names the column city twice" in result.stdout


def test_look_alikes_and_shared_links_are_notes(tmp_path: Path) -> None:
    shared = {"website": "https://lanterns.example"}
    rows = [row(1, name="Made-up Lanterns", **shared), row(2, name="Other Name", regions="US-TX", **shared)]
    write_directory(tmp_path, *rows, row(3, name="Made-up Lantern"))

    result = run_command("check", tmp_path)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:2] == [
        "affiliates.csv: note: “group-1, group-2” share a link or an email address: are they the same group?",
        "affiliates.csv: note: “group-1, group-3” look alike: are they the same group?",
    ]
