"""The command site, as a job runs it."""

from pathlib import Path

import pytest

from affiliates.geo.regions import region_names
from tests.affiliates.cli.run import run_command
from tests.affiliates.reports.samples import varied
from tests.made_up import row, write_directory

ADDRESS = ("--base-url", "https://made-up.example/groups")


def test_command_writes_the_site_and_says_what_it_wrote(tmp_path: Path) -> None:
    data = str(write_directory(tmp_path / "data", *varied()))

    first = run_command("site", tmp_path / "out", *ADDRESS, AFFILIATES_DATA=data)
    again = run_command("site", tmp_path / "out", *ADDRESS, AFFILIATES_DATA=data)

    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file() and not path.name.startswith(".")]
    assert {f"r/{region}/index.html" for region in region_names()} <= {
        path.relative_to(tmp_path / "out").as_posix() for path in files
    }
    size = sum(path.stat().st_size for path in files)
    said = f"{tmp_path / 'out'}: {len(files):,} files, {size:,} bytes."
    assert first.stdout == f"{said} New or changed: {len(files)}. Removed: 0.\n"
    assert again.stdout == f"{said} New or changed: 0. Removed: 0.\n"
    page = (tmp_path / "out/r/US-MI/index.html").read_text()
    assert '<link rel="canonical" href="https://made-up.example/groups/r/US-MI/">' in page


def test_file_of_somebody_else_is_named_and_stays(tmp_path: Path) -> None:
    data = str(write_directory(tmp_path / "data", row()))
    (tmp_path / "out").mkdir()
    (tmp_path / "out/index.html").write_text("mine")

    said = run_command("site", tmp_path / "out", *ADDRESS, AFFILIATES_DATA=data).stdout

    assert "Left as they are" in said
    assert said.endswith(f"  {tmp_path / 'out/index.html'}\n")
    assert (tmp_path / "out/index.html").read_text() == "mine"


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (("OUT",), 2, "Missing option '--base-url'"),
        (("OUT", "--base-url", "made-up.example"), 2, "“made-up.example”"),
        (("OUT", "--base-url", "https://made-up.example/?a=1"), 2, "leave out what follows “?” or “#”"),
        (("OUT", *ADDRESS, "--app-url", "javascript:alert(1)"), 2, "“javascript:alert(1)”"),
        (("DATA", *ADDRESS), 1, "is in the data folder"),
        (("DATA/site", *ADDRESS), 1, "is in the data folder"),
        ((".", *ADDRESS), 1, "which must not become public"),
        (("DATA/affiliates.csv", *ADDRESS), 1, "is a file. Name a folder"),
    ],
)
def test_site_that_cannot_be_written_is_explained(
    tmp_path: Path, options: tuple[str, ...], code: int, message: str
) -> None:
    data = write_directory(tmp_path / "data", row())
    named = {"OUT": str(tmp_path / "out"), "DATA": str(data)}

    result = run_command(
        "site", *(named.get(each, each.replace("DATA", str(data))) for each in options), AFFILIATES_DATA=str(data)
    )

    assert result.exit_code == code
    assert message in result.stderr
    assert not (tmp_path / "out").exists()
    assert [each.name for each in data.iterdir()] == ["affiliates.csv"]


def test_directory_that_cannot_be_read_leaves_the_last_copy(tmp_path: Path) -> None:
    data = write_directory(tmp_path / "data", row())
    run_command("site", tmp_path / "out", *ADDRESS, AFFILIATES_DATA=str(data))
    before = (tmp_path / "out/r/US-OH/index.html").read_bytes()
    (data / "affiliates.csv").write_bytes(b"PK\x03\x04")

    result = run_command("site", tmp_path / "out", *ADDRESS, AFFILIATES_DATA=str(data))

    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert (tmp_path / "out/r/US-OH/index.html").read_bytes() == before
