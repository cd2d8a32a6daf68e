"""Reports in another language: its words, names, days and numbers, with the same figures as in English."""

import io
import json
import re
import subprocess
from datetime import datetime
from gettext import NullTranslations
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel import Locale
from openpyxl import Workbook, load_workbook

from affiliates.content.place_names import names_in_order, region_name
from affiliates.content.wording import format_number, format_percent
from affiliates.languages.catalogs import ENGLISH, languages
from affiliates.languages.language import Language
from affiliates.reports.data import ReportData
from affiliates.reports.formats import FORMATS
from affiliates.reports.pdf.fact_sheet import fact_sheet_pdf
from tests.affiliates.reports.samples import DAY, pdf_pages, pdf_text, report_on, varied

FRENCH = languages()["fr"]
# No texts of ours are in this language: what is tested is the direction.
ARABIC = Language("ar", Locale("ar"), NullTranslations())


class Longer(NullTranslations):
    """A language in which every sentence is a third longer."""

    def gettext(self, message: str) -> str:
        filler = "und so weiter mit vielen langen Worten " * 20
        return message + filler[: len(message) // 3] if " " in message else message

    def pgettext(self, context: str, message: str) -> str:
        return message if "region" in context or "country" in context else self.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


LONGER = Language("de", Locale("de"), Longer())


class Cells(HTMLParser):
    """Reads a page: the attributes of its root, and the text of each cell of the table of places by row."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.root: dict[str, str | None] = {}
        self.rows: list[list[str]] = []
        self.is_in_cell = False
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            self.root = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.is_in_cell = True
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self.is_in_cell = self.is_in_cell and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self.is_in_cell:
            self.rows[-1][-1] += data


@pytest.fixture(scope="module")
def in_both(tmp_path_factory: pytest.TempPathFactory) -> tuple[ReportData, ReportData]:
    """The same report in English and in French."""
    folder = tmp_path_factory.mktemp("both")
    return report_on(folder, *varied()), report_on(folder, *varied(), language=FRENCH)


def opened(report: ReportData) -> Workbook:
    return load_workbook(io.BytesIO(FORMATS["xlsx"].make(report)))


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def plain(text: str) -> str:
    """A text with one kind of space."""
    return re.sub(r"\s", " ", text)


def test_pdf_has_the_figures_of_the_english_one_as_the_language_writes_them(
    in_both: tuple[ReportData, ReportData],
) -> None:
    _, report = in_both

    content = FORMATS["pdf"].make(report)

    text = pdf_text(content)
    assert b"/Lang (fr)" in content
    assert "30 juin 2026" in text
    for country in report.countries:
        for region, row in report.ranking(country).head(10).iterrows():
            assert region_name(FRENCH, str(region)) in text
            assert plain(format_number(FRENCH, row["people"])) in text
            assert plain(format_percent(FRENCH, row["share"])) in text


def test_page_has_the_figures_of_the_english_one_in_the_order_of_the_alphabet(
    in_both: tuple[ReportData, ReportData],
) -> None:
    in_english, in_french = (Cells(FORMATS["html"].make(report)) for report in in_both)

    assert in_french.root == {"lang": "fr", "dir": "ltr"}
    names = dict(zip(names_in_order(ENGLISH).values(), names_in_order(ENGLISH), strict=True))
    figures = {names[row[0]]: digits("".join(row[2:])) for row in in_english.rows if row[0] in names}
    french_names = dict(zip(names_in_order(FRENCH).values(), names_in_order(FRENCH), strict=True))
    rows = [row for row in in_french.rows if row[0] in french_names]
    assert [row[0] for row in rows] == list(french_names)
    assert {french_names[row[0]]: digits("".join(row[2:])) for row in rows} == figures
    assert next(row for row in rows if row[0] == "Californie")[3] == "8\xa0505\xa0793"


def test_workbook_has_the_numbers_of_the_english_one_and_names_and_days_of_the_language(
    in_both: tuple[ReportData, ReportData],
) -> None:
    in_english, in_french = (opened(report) for report in in_both)

    english_rows = {line[0].value: line for line in in_english.worksheets[1].iter_rows(min_row=2)}
    for line in in_french.worksheets[1].iter_rows(min_row=2):
        code = line[0].value
        expected = english_rows.pop(code)
        assert line[1].value == region_name(FRENCH, code)
        numbers = [(cell.value, cell.data_type) for cell in expected if cell.data_type == "n"]
        assert [(cell.value, cell.data_type) for cell in line if cell.data_type == "n"] == numbers
    assert not english_rows
    michigan = next(line for line in in_french.worksheets[1].iter_rows() if line[0].value == "US-MI")
    verified = next(cell for cell in michigan if cell.is_date)
    assert verified.value == datetime(2026, 2, 3)
    assert verified.number_format == "[$-C0C]d mmm yyyy"
    assert {cell.number_format for cell in michigan} >= {"#,##0", '0.0"\xa0"%'}
    groups = in_french.worksheets[2]
    assert [cell.value for cell in groups["A"]][1:] == [cell.value for cell in in_english.worksheets[2]["A"]][1:]


def test_files_for_programs_have_the_same_columns_codes_and_names_in_every_language(
    in_both: tuple[ReportData, ReportData],
) -> None:
    english, translated = in_both

    for kind in ("regions", "groups"):
        assert FORMATS[kind].make(translated) == FORMATS[kind].make(english)
    in_english, in_french = (json.loads(FORMATS["geojson"].make(report)) for report in (english, translated))
    assert in_french["features"] == in_english["features"]
    assert (in_english["language"], in_french["language"]) == ("en", "fr")


@pytest.mark.parametrize("language", [*languages().values(), LONGER], ids=lambda language: language.code)
def test_fact_sheet_has_one_page_in_every_language(tmp_path: Path, language: Language) -> None:
    content = fact_sheet_pdf(report_on(tmp_path, *varied(), region="US-CA", language=language))

    assert pdf_pages(content) == 1
    assert region_name(language, "US-CA") in pdf_text(content)


def test_name_of_the_file_has_the_code_of_its_language() -> None:
    assert FORMATS["pdf"].file_name(DAY, language=FRENCH) == "coverage-fr-2026-06-30.pdf"
    assert FORMATS["fact_sheet"].file_name(DAY, "CA-QC", FRENCH) == "fact-sheet-fr-ca-qc-2026-06-30.pdf"
    assert FORMATS["regions"].file_name(DAY, language=FRENCH) == "regions-2026-06-30.csv"


def test_language_from_right_to_left_turns_pages_and_sheets(tmp_path: Path) -> None:
    report = report_on(tmp_path, *varied(), language=ARABIC)

    assert Cells(FORMATS["html"].make(report)).root == {"lang": "ar", "dir": "rtl"}
    assert all(sheet.sheet_view.rightToLeft for sheet in opened(report))
    boxes = subprocess.run(
        ["pdftotext", "-bbox-layout", "-l", "1", "-", "-"],
        input=FORMATS["pdf"].make(report),
        capture_output=True,
        check=True,
    ).stdout.decode()
    right = max(float(edge) for edge in re.findall(r'<line [^>]*xMax="([\d.]+)"', boxes))
    title = re.search(r'<line [^>]*xMax="([\d.]+)"[^>]*>(?:(?!</line>).)*>Where<', boxes, re.DOTALL)
    assert title
    assert float(title[1]) == pytest.approx(right, abs=1)
