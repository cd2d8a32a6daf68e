"""The command site, as a job runs it."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from affiliates.geo.regions import region_names
from tests.affiliates.cli.run import run_command
from tests.affiliates.reports.samples import varied
from tests.made_up import row, write_directory

ADDRESS = ("--base-url", "https://made-up.example/groups")


@dataclass(frozen=True)
class Written:
    """The folder of a directory, the folder of its site, and what was said while the site was written."""

    data: Path
    site: Path
    said: str


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A whole site, where somebody else has a front page."""
    folder = tmp_path_factory.mktemp("written")
    data, site = write_directory(folder / "data", *varied()), folder / "out"
    site.mkdir()
    (site / "index.html").write_text("mine")
    return Written(data, site, run_command("site", site, *ADDRESS, AFFILIATES_DATA=str(data)).stdout)


def test_command_writes_the_site_and_says_what_it_wrote(written: Written) -> None:
    files = [path for path in written.site.rglob("*") if path.is_file() and not path.name.startswith(".")]
    names = {path.relative_to(written.site).as_posix() for path in files} - {"index.html"}
    assert {f"{folder}/{region}" for region in region_names() for folder in ("r", "og")} <= {
        name.removesuffix("/index.html").removesuffix(".png") for name in names
    }
    count = f"{len(names):,}"
    said = rf"{re.escape(str(written.site))}: {count} files, [\d,]+ bytes\. New or changed: {count}\. Removed: 0\.\n"
    assert re.match(said, written.said)
    page = (written.site / "r/US-MI/index.html").read_text()
    assert '<link rel="canonical" href="https://made-up.example/groups/r/US-MI/">' in page


def test_file_of_somebody_else_is_named_and_stays(written: Written) -> None:
    assert "Left as they are" in written.said
    assert written.said.endswith(f"  {written.site / 'index.html'}\n")
    assert (written.site / "index.html").read_text() == "mine"


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


@pytest.mark.parametrize("strict", [False, True])
def test_rows_that_cannot_be_shown_are_told_and_stop_a_strict_command(tmp_path: Path, strict: bool) -> None:
    data = write_directory(tmp_path / "data", row(1), row(2, scope="odd"))
    result = run_command("site", tmp_path / "out", *ADDRESS, *["--strict"] * strict, AFFILIATES_DATA=str(data))

    assert (result.exit_code, (tmp_path / "out").exists()) == (int(strict), not strict)
    assert "1 row of our list cannot be read" in result.stderr


def test_directory_that_cannot_be_read_leaves_the_last_copy(written: Written) -> None:
    page = written.site / "r/US-OH/index.html"
    before = page.read_bytes()
    (written.data / "affiliates.csv").write_bytes(b"PK\x03\x04")

    result = run_command("site", written.site, *ADDRESS, AFFILIATES_DATA=str(written.data))

    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert page.read_bytes() == before
