"""The CSV download: complete when read back, and safe in a spreadsheet."""

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliates.directory.csv_injection import FORMULA_STARTS, escape_formula
from affiliates.directory.schema import GROUP_COLUMNS
from affiliates.reports.groups_csv import groups_csv
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import groups_of, read_directory, row


def read_back(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_download_has_the_public_columns_and_reads_back(tmp_path: Path) -> None:
    groups = groups_of(
        tmp_path,
        row(1, regions="US-OH US-KY", languages="en es", last_verified_on="2026-01-02", city="Montréal, QC"),
        row(2, description='a "quoted" text;\nin two lines'),
    )

    first, second = read_back(groups_csv(groups))

    assert tuple(first) == GROUP_COLUMNS
    assert (first["regions"], first["languages"], first["last_verified_on"]) == ("US-OH US-KY", "en es", "2026-01-02")
    assert first["city"] == "Montréal, QC"
    assert second["description"] == 'a "quoted" text;\nin two lines'


def test_download_can_be_used_as_the_directory(tmp_path: Path) -> None:
    groups = groups_of(tmp_path, row(1, regions="US-OH US-KY", website="https://made-up.example"), row(2))
    (tmp_path / "affiliates.csv").write_bytes(groups_csv(groups))

    assert read_directory(tmp_path).groups.equals(groups)


def test_no_cell_of_a_download_is_a_formula(tmp_path: Path) -> None:
    texts = [*HOSTILE_TEXTS, *(f"{start}1+1" for start in FORMULA_STARTS if start.strip())]
    rows = [row(number, name=text, city=text, description=text) for number, text in enumerate(texts)]

    for read in read_back(groups_csv(groups_of(tmp_path, *rows))):
        assert not any(cell.startswith(FORMULA_STARTS) for cell in read.values())


@given(st.text())
def test_escaped_text_differs_by_apostrophes_only_and_no_part_is_a_formula(text: str) -> None:
    assert escape_formula(text).replace("'", "") == text.replace("'", "")
    assert not escape_formula(text).startswith(FORMULA_STARTS)
    for part in re.split(r"[;\t\r\n]", escape_formula(text)):
        assert not part.startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_way_to_split_a_download_makes_a_formula(tmp_path: Path, delimiter: str) -> None:
    hostile = "a;=1+1\n=1+1;+2;\t@SUM(1);-3"
    content = groups_csv(groups_of(tmp_path, row(1, name=hostile, description=hostile))).decode("utf-8-sig")

    for line in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter):
        assert not [cell for cell in line if cell.startswith(("=", "+", "-", "@"))]


def test_empty_download_has_its_header(tmp_path: Path) -> None:
    content = groups_csv(groups_of(tmp_path)).decode("utf-8-sig")

    assert content.replace('"', "").strip().split(",") == list(GROUP_COLUMNS)
