"""All formats together: the same figures in each, the same bytes from the same data, and a file even without groups."""

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from affiliates.content.wording import format_percent
from affiliates.coverage.words.labels import unknown
from affiliates.directory.csv_injection import unescape_formula
from affiliates.directory.parsing import empty_directory
from affiliates.directory.schema import DATE_COLUMNS, GROUP_COLUMNS, LIST_COLUMNS
from affiliates.languages.catalogs import ENGLISH
from affiliates.reports.builder import build_report
from affiliates.reports.data import REGION_COLUMNS
from affiliates.reports.formats import FORMATS
from tests.affiliates.reports.samples import DAY, SCRIPTS, pdf_text, report_on, varied
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import row

ROOT = Path(__file__).parent.parent.parent.parent


def test_every_format_has_the_same_headline_and_the_same_figures_for_every_region(tmp_path: Path) -> None:
    report = report_on(tmp_path, *varied())
    made = {kind: FORMATS[kind].make(report) for kind in ("regions", "xlsx", "geojson", "html", "pdf")}

    in_csv = list(csv.DictReader(io.StringIO(made["regions"].decode("utf-8-sig"))))
    book = load_workbook(io.BytesIO(made["xlsx"]))
    in_xlsx = list(book["Regions"].iter_rows(min_row=2, values_only=True))
    features = json.loads(made["geojson"])["features"]
    in_geojson = [each["properties"] for each in features if each["properties"]["what"] == "region"]
    in_html = dict(re.findall(r'<tr>\s*<th scope="row"><a href="#(.{5})">(.*?)</tr>', made["html"].decode(), re.DOTALL))
    on_paper = pdf_text(made["pdf"])
    summary = "\n".join(str(cell) for line in book["Summary"].iter_rows(values_only=True) for cell in line if cell)
    for sentence in (" ".join(report.headline(country)) for country in report.countries):
        assert [sentence in text for text in (on_paper, made["html"].decode(), summary)] == [True] * 3
    for plain, cells, properties in zip(in_csv, in_xlsx, in_geojson, strict=True):
        for column, cell in zip(("region", *REGION_COLUMNS), cells, strict=True):
            value = properties[column]
            if isinstance(value, list):
                value = " ".join(value)
            if column == "last_verified_on":
                cell = f"{cell:%Y-%m-%d}" if cell else None
            assert ("" if cell is None else cell) == ("" if value is None else value), column
            assert plain[column] == ("" if value is None else str(value)), column
        figures = (properties["under_18"], properties["population"])
        shown_figures = [unknown(ENGLISH) if each is None else f"{each:,}" for each in figures]
        shown_figures.append(
            unknown(ENGLISH) if properties["share"] is None else format_percent(ENGLISH, properties["share"])
        )
        cells = re.findall(r'<td class="n">(.*?)</td>', in_html[properties["region"]])
        assert cells[1:4] == shown_figures, properties["region"]
        people = next((each for each in figures if each is not None), None)
        if properties["rank"] and properties["rank"] <= 10:
            assert f"{people:,}" in on_paper, properties["region"]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    "rows", [[], [row()], [row(region_less, scope="virtual", regions="") for region_less in (1, 2)]]
)
def test_report_on_little_or_nothing_is_made(tmp_path: Path, kind: str, rows: list[dict[str, str]]) -> None:
    report = report_on(tmp_path, *rows, region="US-OH" if kind == "fact_sheet" else None)

    assert FORMATS[kind].make(report)


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_is_made_from_hostile_and_foreign_texts(tmp_path: Path, kind: str) -> None:
    texts = [*HOSTILE_TEXTS, *SCRIPTS.values()]
    rows = [row(number, name=text, city=text, description=text) for number, text in enumerate(texts)]

    assert FORMATS[kind].make(report_on(tmp_path, *rows, region="US-OH" if kind == "fact_sheet" else None))


# An example makes four reports. The rules of each format alone are tried with more texts in its own tests.
@settings(max_examples=max(5, settings().max_examples // 5))
@given(st.text(max_size=80))
def test_any_text_comes_back_from_every_format_that_can_be_read(text: str) -> None:
    groups = empty_directory().groups
    nothing = build_report(groups, as_of=DAY, made_on=DAY)
    values = {
        column: () if column in LIST_COLUMNS else pd.NaT if column in DATE_COLUMNS else "" for column in GROUP_COLUMNS
    }
    one = pd.DataFrame([values | {"id": "one", "name": text, "scope": "local", "status": "active"}])
    report = replace(nothing, groups=one)

    named = json.loads(FORMATS["geojson"].make(report))["features"][-1]["properties"]["name"]
    assert named == text
    in_csv = list(csv.DictReader(io.StringIO(FORMATS["groups"].make(report).decode("utf-8-sig"), newline="")))
    assert unescape_formula(in_csv[0]["name"]) == text
    shown = re.findall(r'id="group-one"><bdi>(.*?)</bdi>', FORMATS["html"].make(report).decode(), re.DOTALL)
    assert unescape(shown[0]) == text.replace("\0", "\ufffd")
    assert load_workbook(io.BytesIO(FORMATS["xlsx"].make(report)))["Groups"]["B2"].data_type != "f"


def test_same_inputs_give_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    """Sets, hashes and clocks differ from process to process."""
    program = """if True:
        import pathlib, tempfile
        from tests.affiliates.reports.test_formats import hashes_of_reports
        print(hashes_of_reports(pathlib.Path(tempfile.mkdtemp())))
    """
    elsewhere = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo"},
        capture_output=True,
        check=True,
        text=True,
    ).stdout

    assert elsewhere.splitlines() == [str(hashes_of_reports(tmp_path))]


def hashes_of_reports(folder: Path) -> dict[str, str]:
    """The SHA-256 of a report in every format, from groups whose names are in many scripts."""
    rows = [*varied(), *(row(100 + n, name=name, regions="US-MI") for n, name in enumerate(SCRIPTS.values()))]
    on_all, on_one = report_on(folder, *rows), report_on(folder, *rows, region="US-MI")
    return {
        kind: hashlib.sha256(each.make(on_one if kind == "fact_sheet" else on_all)).hexdigest()
        for kind, each in FORMATS.items()
    }


def test_file_name_says_what_it_is_and_of_which_day() -> None:
    assert FORMATS["pdf"].file_name(DAY) == "coverage-2026-06-30.pdf"
    assert FORMATS["xlsx"].file_name(DAY, "CA") == "coverage-ca-2026-06-30.xlsx"
    assert FORMATS["fact_sheet"].file_name(DAY, "US-MI") == "fact-sheet-us-mi-2026-06-30.pdf"


def test_no_format_says_no_group_of_a_region_that_a_row_set_aside_may_concern(tmp_path: Path) -> None:
    doubt = {"set_aside": 1, "doubtful": {"US-TX", "US-MI"}}
    report = report_on(tmp_path, row(1, regions="US-MI"), **doubt)
    texas = report_on(tmp_path, row(1, regions="US-MI"), region="US-TX", **doubt)

    by_region = csv.DictReader(io.StringIO(FORMATS["regions"].make(report).decode("utf-8-sig"), newline=""))
    tiers = {each["region"]: (each["tier"], each["rank"]) for each in by_region}
    assert tiers["US-TX"] == ("not known right now", "")
    assert tiers["US-MI"] == ("statewide only", "")
    assert tiers["US-OH"][0] == "none"
    assert all("US-TX" not in plan.regions for plan in report.plans.values())
    pdf, html = pdf_text(FORMATS["pdf"].make(report)), FORMATS["html"].make(report).decode()
    for text in (pdf, html, json.dumps(json.loads(FORMATS["geojson"].make(report)), ensure_ascii=False)):
        assert "1 row of our list cannot be read right now" in text
    assert "1 of 50 states and D.C. is known to have a statewide group." in pdf
    assert "No statewide group in" in pdf
    assert "<title>Texas: not known right now</title>" in html
    assert 'class="unknown"' in html
    summary = load_workbook(io.BytesIO(FORMATS["xlsx"].make(report)))["Summary"]
    assert "Places: not known right now" in {
        cell.value for cell in next(r for r in summary.rows if r[0].value == "Part")
    }
    sheet = pdf_text(FORMATS["fact_sheet"].make(texas))
    assert "We cannot say right now whether there is an affiliate group in Texas" in sheet
    assert "There is no affiliate group" not in sheet
