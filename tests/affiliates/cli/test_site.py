"""The command site, as a job runs it."""

import shutil
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

    def copied(self, folder: Path) -> "Written":
        """The same in another folder, for a test to change."""
        copies = [shutil.copytree(each, folder / each.name) for each in (self.data, self.site)]
        return Written(*copies, said="")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("written")
    data, site = write_directory(folder / "data", *varied()), folder / "out"
    return Written(data, site, run_command("site", site, *ADDRESS, AFFILIATES_DATA=str(data)).stdout)


def test_command_writes_the_site_and_says_what_it_wrote(written: Written) -> None:
    files = [path for path in written.site.rglob("*") if path.is_file() and not path.name.startswith(".")]
    assert {f"r/{region}/index.html" for region in region_names()} <= {
        path.relative_to(written.site).as_posix() for path in files
    }
    size = sum(path.stat().st_size for path in files)
    said = f"{written.site}: {len(files):,} files, {size:,} bytes. New or changed: {len(files)}. Removed: 0.\n"
    assert written.said == said
    page = (written.site / "r/US-MI/index.html").read_text()
    assert '<link rel="canonical" href="https://made-up.example/groups/r/US-MI/">' in page


def test_same_data_makes_the_same_bytes_and_the_file_of_somebody_else_is_named_and_stays(
    written: Written, tmp_path: Path
) -> None:
    again = written.copied(tmp_path)
    (again.site / "index.html").write_text("mine")

    said = run_command("site", again.site, *ADDRESS, AFFILIATES_DATA=str(again.data)).stdout

    assert "New or changed: 0. Removed: 0.\n" in said
    assert "Left as they are" in said
    assert said.endswith(f"  {again.site / 'index.html'}\n")
    assert (again.site / "index.html").read_text() == "mine"


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


def test_directory_that_cannot_be_read_leaves_the_last_copy(written: Written, tmp_path: Path) -> None:
    last = written.copied(tmp_path)
    (last.data / "affiliates.csv").write_bytes(b"PK\x03\x04")

    result = run_command("site", last.site, *ADDRESS, AFFILIATES_DATA=str(last.data))

    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    copied, before = (site / "r/US-OH/index.html" for site in (last.site, written.site))
    assert copied.read_bytes() == before.read_bytes()
