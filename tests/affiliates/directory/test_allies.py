"""Allies are in the directory, and count nowhere."""

from datetime import date
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

from affiliates.content.group_words import can_be_written_to, group_facts
from affiliates.coverage.metrics import coverage_by_region
from affiliates.directory.parsing import Directory, parse_directory
from affiliates.directory.queries import GroupFilters, group_labels
from affiliates.directory.schema import COLUMNS, EntryKind, Group, group_as_text
from affiliates.geo.regions import region_names
from affiliates.languages.catalogs import ENGLISH
from affiliates.reports.builder import build_report
from affiliates.reports.formats import FORMATS
from affiliates.search.choices import GroupChoices
from affiliates.site.catalog import Site
from affiliates.site.loader import site_data
from affiliates.storage.entries.entries_csv import read_entry, replace_entry
from affiliates.storage.files.store import FileStore
from tests.affiliates.cli.run import run_command
from tests.affiliates.site.samples import body_of
from tests.made_up import ally, read_directory, row, write_directory

DAY = date(2026, 6, 30)
EVERYWHERE = [ally(number, regions=code, scope="statewide") for number, code in enumerate(region_names())]
WITHOUT_KIND = [column for column in COLUMNS if column != "kind"]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder whose directory has nobody, and one with an ally in each region and no group."""
    nobody, allies = tmp_path_factory.mktemp("nobody"), tmp_path_factory.mktemp("allies")
    return write_directory(nobody), write_directory(allies, *EVERYWHERE)


def csv_of(*rows: dict[str, str]) -> str:
    lines = [",".join(COLUMNS), *(",".join(each[column] for column in COLUMNS) for each in rows)]
    return "\n".join(lines)


def parsed(*rows: dict[str, str]) -> Directory:
    return parse_directory(csv_of(*rows), "made-up")


def test_allies_stand_apart_from_groups() -> None:
    listed = parsed(row(1), ally(1), ally(2, regions="US-OH CA"), row(2, kind="Affiliate"))

    assert listed.problems == ()
    assert list(listed.groups["id"]) == ["group-1", "group-2"]
    assert list(listed.allies["id"]) == ["ally-1", "ally-2"]
    assert list(listed.entries["id"]) == ["group-1", "group-2", "ally-1", "ally-2"]
    assert list(listed.allies["regions"]) == [(), ("US-OH", "CA")]
    assert listed.allies["scope"].isna().all()
    for rows in (listed.allies, listed.entries):
        told = rows[rows["kind"] == EntryKind.ALLY]
        assert [group_facts(ENGLISH, each) for _, each in told.iterrows()] == [[], ["Ohio, Canada"]]
        assert not any(can_be_written_to(each, {"ally-1", "ally-2"}) for _, each in told.iterrows())
    assert list(group_labels(ENGLISH, listed.allies).values()) == [
        "Made-up Ally 1 (ally)",
        "Made-up Ally 2 (ally, Ohio, Canada)",
    ]


def test_file_from_before_there_were_allies_means_groups() -> None:
    values = row(1)
    text = "\n".join([",".join(WITHOUT_KIND), ",".join(values[column] for column in WITHOUT_KIND)])

    assert list(parse_directory(text, "made-up").groups["kind"]) == [EntryKind.AFFILIATE]
    assert group_as_text(Group.model_validate(values))["kind"] == ""


def test_row_of_no_known_kind_is_nobody() -> None:
    listed = parsed(row(1, kind="allie"))

    assert (len(listed.entries), listed.set_aside) == (0, 1)
    assert [each.column for each in listed.problems] == ["kind"]
    assert "US-OH" in listed.doubtful_regions


def test_broken_row_of_an_ally_makes_no_place_doubtful() -> None:
    listed = parsed(ally(1, name="", regions="US-OH"), ally(2, status="gone"))

    assert [each.column for each in listed.problems] == ["name", "status"]
    assert (listed.set_aside, listed.doubtful_regions) == (0, frozenset())


def test_file_without_the_column_gets_it_with_its_first_ally() -> None:
    before = ",".join(WITHOUT_KIND) + "\r\n" + ",".join(row(1)[column] for column in WITHOUT_KIND) + "\r\n"
    after = replace_entry(before, "ally-1", ally(1))

    assert read_entry(after, "ally-1") == ally(1)
    assert after.splitlines()[0] == before.splitlines()[0] + ",kind"
    assert after.splitlines()[1] == before.splitlines()[1]
    assert replace_entry(before, "group-2", row(2)).splitlines()[0] == before.splitlines()[0]


def test_allies_are_no_groups_in_any_count_or_search(folders: tuple[Path, Path]) -> None:
    nobody, allies = map(read_directory, folders)
    assert len(allies.allies) == len(region_names())
    assert_frame_equal(nobody.groups, allies.groups)
    assert_frame_equal(coverage_by_region(nobody.groups, DAY), coverage_by_region(allies.groups, DAY))
    choices = GroupChoices(allies.groups)
    assert len(choices) == choices.count(GroupFilters()) == 0
    assert not any(choices.count_by_region(GroupFilters()).values())
    assert choices.region("US-OH", 5) == GroupChoices(nobody.groups).region("US-OH", 5)


@pytest.mark.parametrize("file_format", ["regions", "groups", "geojson", "html"])
def test_reports_on_allies_alone_say_what_reports_on_nobody_say(folders: tuple[Path, Path], file_format: str) -> None:
    empty, full = (build_report(read_directory(folder).groups, as_of=DAY, made_on=DAY) for folder in folders)

    assert_frame_equal(empty.groups, full.groups)
    assert_frame_equal(empty.coverage, full.coverage)
    assert FORMATS[file_format].make(empty) == FORMATS[file_format].make(full)


def test_site_of_allies_alone_says_what_that_of_nobody_says_but_on_their_page(folders: tuple[Path, Path]) -> None:
    empty, full = (Site(site_data(FileStore(folder), "https://made-up.example/", day=DAY)) for folder in folders)
    apart = ("r/", "og/", "es/", "fr/", "badge/", "allies/")
    files = [each for each in empty.addresses() if not each.startswith(apart) and each != "sitemap.xml"]

    assert empty.addresses() == full.addresses()
    for address in (*files, "r/", "r/US-OH/", "og/US-OH.png"):
        assert empty.document(address) == full.document(address), address
    assert b"Nobody is listed here yet" in body_of(empty, "allies/")
    assert body_of(full, "allies/").count(b"<article") == 50


def test_check_counts_allies_apart(folders: tuple[Path, Path]) -> None:
    assert "Groups that can be shown: 0. Allies: 69." in run_command("check", folders[1]).output


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_allies_come_back_from_an_export_as_allies(tmp_path: Path, ending: str) -> None:
    rows = row(1), ally(1, regions="US-TX"), ally(2, name="Another", regions="CA", website="https://ally.example/")
    data, empty = (str(write_directory(tmp_path / name, *each)) for name, each in (("data", rows), ("empty", ())))
    file = tmp_path / f"list.{ending}"
    assert run_command("export", file, AFFILIATES_DATA=data).stdout == f"{file} has 1 group and 2 allies.\n"
    run_command("import", file, AFFILIATES_DATA=data)
    mapping = file.with_suffix(".map.toml")
    assert "3 groups that are the same" in run_command("import", file, "--map", mapping, AFFILIATES_DATA=data).stdout
    run_command("import", file, "--map", mapping, "--apply", AFFILIATES_DATA=empty)

    assert_frame_equal(read_directory(Path(empty)).entries, read_directory(Path(data)).entries)
