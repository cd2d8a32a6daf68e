"""The list of organizations, row by row: a damaged row costs itself and nothing else."""

from pathlib import Path

import pytest

from affiliates.errors import DirectoryUnreadableError
from affiliates.storage.files.directory.lists import SUPPORT_FILE_NAME, FileSupportDirectory
from affiliates.support.parsing import SupportDirectory
from affiliates.support.schema import SUPPORT_COLUMNS, organization_as_text
from tests.made_up import support_organization, support_row, write_support


def read(folder: Path, *rows: dict[str, str]) -> SupportDirectory:
    return FileSupportDirectory(write_support(folder, *rows)).read()


def problems_of(directory: SupportDirectory) -> list[str]:
    return [str(each).split(f"{SUPPORT_FILE_NAME}:")[1] for each in directory.problems]


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("region", "US-ZZ", "region: “US-ZZ” is not a region we know"),
        ("region", "US", "region: “US” is not a region we know"),
        ("region", "", "region: is missing"),
        ("kind", "hotline", "kind: “hotline” is not one of the choices"),
        ("name", "", "name: is missing"),
        ("id", "us-oh-made-up-2", "id: “us-oh-made-up-2” is also the id of row 2"),
        ("id", "Not An Id", "id: is not an id"),
    ],
)
def test_row_that_cannot_be_shown_is_set_aside_and_named(tmp_path: Path, column: str, value: str, message: str) -> None:
    listed = read(tmp_path, support_row(2), support_row(1, **{column: value}))

    assert [each.id for each in listed.organizations] == ["us-oh-made-up-2"]
    assert listed.set_aside == 1
    assert [each.startswith(f"3: {message}") for each in problems_of(listed)] == [True]


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("phone", "1-800-GET-HELP", "phone: is not a phone number of the United States or Canada"),
        ("website", "javascript:alert(1)", "website: is not a web address"),
        ("website", "center.example", "website: is not a web address"),
        ("checked_on", "yesterday", "checked_on: “yesterday” is not a date"),
        ("checked_on", "2999-01-01", "checked_on: 2999-01-01 is in the future"),
        ("sources_date", "spring", "sources_date: “spring” is not a date"),
        ("evidence_date", "2999", "evidence_date: 2999 is in the future"),
        ("confidence", "sure", "confidence: “sure” is not one of the choices"),
        ("evidence_kind", "hearsay", "evidence_kind: “hearsay” is not one of the choices"),
    ],
)
def test_value_that_is_wrong_costs_only_itself(tmp_path: Path, column: str, value: str, message: str) -> None:
    listed = read(tmp_path, support_row(1, **{column: value}))

    (organization,) = listed.organizations
    assert organization_as_text(organization) == support_row(1, **{column: ""})
    assert listed.set_aside == 0
    assert [each.startswith(f"2: {message}") for each in problems_of(listed)] == [True]


def test_broken_line_costs_only_itself(tmp_path: Path) -> None:
    path = write_support(tmp_path, support_row(1), support_row(2)) / SUPPORT_FILE_NAME
    first, *rest = path.read_text().splitlines()
    path.write_text("\n".join([first, '"never closed,US-OH', *rest]))

    listed = FileSupportDirectory(tmp_path).read()
    assert len(listed.organizations) == 2
    assert listed.set_aside == 1


@pytest.mark.parametrize("content", [b"", b"hello\n", b"PK\x03\x04", b"id,name\n"])
def test_file_that_is_no_list_says_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / SUPPORT_FILE_NAME).write_bytes(content)

    with pytest.raises(DirectoryUnreadableError):
        FileSupportDirectory(tmp_path).read()


def test_values_come_back_as_the_file_writes_them() -> None:
    assert organization_as_text(support_organization(1, checked_on="2026-03-01")) == support_row(
        1, checked_on="2026-03-01"
    )
    assert tuple(support_row()) == SUPPORT_COLUMNS
