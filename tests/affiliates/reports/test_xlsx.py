"""The workbook, as openpyxl and LibreOffice read it."""

import csv
import io
import shutil
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from affiliates.coverage.planning import RankingOrder
from affiliates.directory.csv_injection import FORMULA_STARTS
from affiliates.directory.schema import GROUP_COLUMNS
from affiliates.reports.pdf.coverage import coverage_pdf
from affiliates.reports.xlsx.coverage import coverage_xlsx
from affiliates.reports.xlsx.workbook import ReportWorkbook, cell_text
from tests.affiliates.reports.samples import DAY, pdf_text, report_on, varied
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import row

SHEETS = ["Summary", "Regions", "Groups", "Where next", "Sources"]


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """The workbook of varied groups, read by tests that change nothing of it."""
    return opened(coverage_xlsx(report_on(tmp_path_factory.mktemp("varied"), *varied())))


def through_libreoffice(content: bytes, folder: Path) -> dict[str, list[list[str]]]:
    """The rows of each sheet as LibreOffice writes them to CSV, cells as they are shown."""
    (folder / "report.xlsx").write_bytes(content)
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "The tests need LibreOffice: run them with make test"
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [program, profile, "--headless", "--convert-to", every_sheet, "report.xlsx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    return {
        sheet: list(csv.reader(io.StringIO((folder / f"report-{sheet}.csv").read_text(encoding="utf-8"), newline="")))
        for sheet in SHEETS
    }


def test_numbers_are_numbers_and_days_are_days(book: Workbook) -> None:
    assert book.sheetnames == SHEETS
    header = [cell.value for cell in book["Regions"][1]]
    michigan = dict(zip(header, by_code(book)["US-MI"], strict=True))
    assert michigan["Under 18"].value == 2_109_695
    assert michigan["Share of its country"].value == pytest.approx(0.02911977)
    assert michigan["Share of its country"].number_format == "0.0%"
    assert michigan["Last verified"].value == datetime(2026, 2, 3)
    assert michigan["Last verified"].is_date
    samoa = {name: cell.value for name, cell in zip(header, by_code(book)["US-AS"], strict=True)}
    assert samoa["Residents"] is None


def by_code(book: Workbook) -> dict[str, tuple]:
    return {line[0].value: line for line in book["Regions"].iter_rows(min_row=2)}


def test_every_sheet_fits_on_paper(book: Workbook) -> None:
    """Wide sheets were printed in letters of a millimeter; long sentences ran over the edge of the page."""
    for sheet in book:
        widths = [sheet.column_dimensions[column].width for column in sheet.column_dimensions]
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sum(widths) / (sheet.page_setup.fitToWidth or 1) < 230  # characters on a page of 27 cm
    for name in ("Regions", "Groups", "Where next"):
        assert (book[name].print_title_rows, book[name].print_title_cols) == ("$1:$1", "$A:$B")
    merged = book["Summary"].merged_cells.ranges
    assert {str(each) for each in merged} >= {"A2:K2", "A3:K3"}


def test_header_stays_in_view_and_has_filters(book: Workbook) -> None:
    for name, last in (("Regions", 70), ("Groups", 13), ("Where next", 69)):
        assert book[name].freeze_panes == "C2"
        assert book[name].auto_filter.ref.startswith("A1:")
        assert book[name].auto_filter.ref.endswith(str(last))
        assert book[name].column_dimensions["B"].width > 20


def test_each_country_has_a_chart_of_its_own_rows(book: Workbook) -> None:
    charts = book["Where next"]._charts
    assert len(charts) == 2
    for chart, first in zip(charts, ("California", "Ontario"), strict=True):
        cell = chart.series[0].cat.strRef.f.replace("$", "").rpartition("!")[2].partition(":")[0]
        assert book["Where next"][cell].value == first


def test_people_who_are_ready_have_a_column_where_they_are_known(tmp_path: Path) -> None:
    known = report_on(tmp_path, *varied(), order=RankingOrder.READY, ready={"US-VT": 8, "CA-BC": 5})
    unknown = report_on(tmp_path, *varied())
    texts = pdf_text(coverage_pdf(known)), pdf_text(coverage_pdf(unknown))
    ranked, others = (list(opened(coverage_xlsx(each))["Where next"].values) for each in (known, unknown))

    assert ranked[0][-1] == "People ready to help"
    assert [(line[0], line[1], line[-1]) for line in ranked[1:] if line[-1]] == [
        (1, "Vermont", 8),
        (1, "British Columbia", 5),
    ]
    assert ranked[0][:-1] == others[0]
    assert ["how many people are ready to help start one" in text for text in texts] == [True, False]


def test_no_text_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    texts = [*HOSTILE_TEXTS, *(f"{start}1+1" for start in FORMULA_STARTS if start.strip()), "12", "1e5", "TRUE"]
    rows = [row(number, name=text, city=text, website="https://made-up.example") for number, text in enumerate(texts)]
    report = report_on(tmp_path, *rows)

    content = coverage_xlsx(report)

    for sheet in opened(content):
        assert not [cell.coordinate for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]
        assert not [cell.coordinate for line in sheet.iter_rows() for cell in line if cell.hyperlink]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if "externalLink" in name or "vba" in name.lower()]
    read = through_libreoffice(content, tmp_path)["Groups"]
    assert read[0][GROUP_COLUMNS.index("name")] == "Name"
    shown = [line[GROUP_COLUMNS.index("name")] for line in read[1:]]
    assert shown == list(map(cell_text, report.groups["name"]))


def test_text_that_a_cell_cannot_hold_is_replaced_or_cut() -> None:
    assert cell_text("a\x00b\x0bc\ufffe") == "a\ufffdb\ufffdc\ufffd"
    assert len(cell_text("x" * 40_000)) == 32_767


def test_name_of_a_sheet_leaves_out_what_excel_does_not_allow() -> None:
    workbook = ReportWorkbook("Made-up", made_on=DAY)

    assert workbook.add_sheet("Où agir ensuite ? [1/2]", (1,)).get_name() == "Où agir ensuite  12"
    assert workbook.add_sheet("x" * 40, (1,)).get_name() == "x" * 31


def test_empty_directory_makes_a_workbook(tmp_path: Path) -> None:
    book = opened(coverage_xlsx(report_on(tmp_path)))

    assert book["Groups"].max_row == 1
    assert book["Regions"].max_row == 70


def test_wrapped_text_has_rows_tall_enough_for_it(tmp_path: Path) -> None:
    """LibreOffice prints the lines of a row that is too low over the next row."""
    sources = opened(coverage_xlsx(report_on(tmp_path)))["Sources"]

    lines = {number: -(-len(str(text.value)) // 110) for number, (_, text) in enumerate(sources.iter_rows(), start=1)}
    assert max(lines.values()) > 2
    assert all((sources.row_dimensions[number].height or 15) >= 15 * count for number, count in lines.items())
