"""The coverage report as a PDF, as poppler reads and draws it."""

import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from fpdf.bidi import BidiParagraph, auto_detect_base_direction
from fpdf.enums import TextDirection
from fpdf.fonts import TTFFont
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from affiliates.geo.shades import MIN_APART, contrast
from affiliates.languages.catalogs import ENGLISH
from affiliates.reports.pdf.coverage import coverage_pdf
from affiliates.reports.pdf.document import PdfDocument
from affiliates.reports.pdf.measuring import MeasuredTypeface, runs_left_to_right
from affiliates.reports.pdf.typefaces import MISSING, bold_path, printable
from affiliates.reports.shading import SHADES
from tests.affiliates.reports.samples import DAY, SCRIPTS, pdf_pages, pdf_picture, pdf_text, report_on, varied
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import row


def test_report_says_what_matters_first_and_how_it_was_counted(tmp_path: Path) -> None:
    report = report_on(tmp_path, *varied())

    text = pdf_text(coverage_pdf(report))

    for country in report.countries:
        assert " ".join(report.headline(country)) in text
    for heading in ("Coverage at a glance", "Where next in the United States", "How this was counted", "Sources"):
        assert heading in text
    assert "independent state, provincial and local advocacy organizations" in text
    assert "as of Jun 30, 2026" in text


@pytest.mark.parametrize("count", [0, 1, 12, 500])
def test_report_stays_two_or_three_pages_long(tmp_path: Path, count: int) -> None:
    long_named = [
        row(number, name="A rather long name of a group " * 3, regions="US-OH US-MI") for number in range(count)
    ]

    content = coverage_pdf(report_on(tmp_path, *long_named))

    assert pdf_pages(content) in (2, 3)
    assert ("more are on the map and in the Excel report" in pdf_text(content)) is (count > 8)


@pytest.mark.parametrize("first", range(0, len(SCRIPTS), 7))
def test_name_in_any_script_is_set_in_a_typeface_that_has_it(tmp_path: Path, first: int) -> None:
    """Seven at a time: a report names eight groups."""
    names = list(SCRIPTS.values())[first : first + 7]

    content = coverage_pdf(report_on(tmp_path, *(row(number, name=name) for number, name in enumerate(names))))

    drawn = set(pdf_text(content))
    for name in names:
        assert printable(name) == name
        assert set(name.replace(" ", "")) <= drawn
    assert MISSING not in drawn
    assert subprocess.run(["pdffonts", "-"], input=content, capture_output=True, check=True).stderr == b""


def test_character_without_a_typeface_is_shown_as_missing_and_explained(tmp_path: Path) -> None:
    text = pdf_text(coverage_pdf(report_on(tmp_path, row(name="Cherokee ᏣᎳᎩ"))))

    assert f"Cherokee {MISSING * 3}" in text
    assert "stands for a character that none of our fonts has" in text


def test_markup_of_the_pdf_library_is_printed_as_typed(tmp_path: Path) -> None:
    names = "{nb} **bold** __under__ ~~gone~~", "[link](https://evil.example) --done--"
    read = pdf_text(
        coverage_pdf(report_on(tmp_path, *(row(number, name=name) for number, name in enumerate(names)))), "-layout"
    )

    assert all(name in read for name in names)


def test_hostile_texts_are_printed_as_texts(tmp_path: Path) -> None:
    read = ""
    for first in range(0, len(HOSTILE_TEXTS), 8):
        some = enumerate(HOSTILE_TEXTS[first : first + 8])
        rows = [row(number, name=text, city=text, description=text) for number, text in some]
        content = coverage_pdf(report_on(tmp_path, *rows))
        assert pdf_pages(content) in (2, 3)
        read += pdf_text(content)

    assert "sum {{ 7*7 }} end" in read
    assert "![pixel](https://evil.example/pixel.png)" in read


def test_text_of_a_group_is_not_a_link_and_the_file_runs_nothing(tmp_path: Path) -> None:
    content = coverage_pdf(report_on(tmp_path, row(name="https://evil.example javascript:alert(1)")))

    for forbidden in (b"/URI", b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile"):
        assert forbidden not in content


def test_report_is_made_after_the_temporary_folder_was_cleaned_up(tmp_path: Path) -> None:
    """Machines remove temporary files under a server that runs for months."""
    report = report_on(tmp_path, row())
    before = coverage_pdf(report)

    shutil.rmtree(bold_path().parent)

    assert coverage_pdf(report) == before


def test_reports_made_at_the_same_time_do_not_disturb_each_other(tmp_path: Path) -> None:
    report = report_on(tmp_path, *varied())

    with ThreadPoolExecutor(3) as people:
        made = set(people.map(coverage_pdf, [report] * 3))

    assert len(made) == 1


@given(st.text(max_size=60))
def test_any_text_becomes_printable(text: str) -> None:
    shown = printable(text)

    assert "\n" not in shown
    assert printable(shown) == shown


@pytest.mark.parametrize(("bold", "scripts"), [(False, ["Cyrillic", "Greek", "Vietnamese"]), (True, ["Vietnamese"])])
@given(data=st.data())
def test_text_is_as_wide_as_fpdf2_says(bold: bool, scripts: list[str], data: st.DataObject) -> None:
    words = ["AVATAR", "To", "1,234", "x\u0301", "“Way”", "\u0301", "", *(SCRIPTS[script] for script in scripts)]
    text = " ".join(data.draw(st.lists(st.sampled_from(words))))
    document = _empty_document()
    document.set_text(9, bold=bold)
    typeface, shaping = document.current_font, {"features": {}, "fragment_direction": TextDirection.LTR}

    assert isinstance(typeface, MeasuredTypeface)
    ours = typeface.shaped_text_width(text, 9, shaping)
    assert ours == pytest.approx(TTFFont.shaped_text_width(typeface, text, 9, shaping))


@given(st.text(max_size=60))
def test_text_is_set_from_left_to_right_only_where_fpdf2_would(text: str) -> None:
    line = printable(text)

    if line and runs_left_to_right(line):
        paragraph = BidiParagraph(text=line, base_direction=TextDirection.LTR, preserve_bn_chars=True)
        assert auto_detect_base_direction(line) is TextDirection.LTR
        assert paragraph.get_bidi_fragments() == ((line, TextDirection.LTR),)


@pytest.mark.parametrize(
    ("text", "expected"), [("Québec 1–2", True), ("Ομάδα", True), ("קבוצת", False), ("a ٣", False)]
)
def test_letters_and_numbers_of_other_directions_are_noticed(text: str, expected: bool) -> None:
    assert runs_left_to_right(text) is expected


@cache
def _empty_document() -> PdfDocument:
    return PdfDocument("made up", language=ENGLISH, footer="", made_on=DAY)


@pytest.mark.parametrize("country", ["US", "CA"])
def test_map_shows_each_tier_in_its_shade(tmp_path: Path, country: str) -> None:
    rows = [
        row(1, regions=f"{country}-{'TX' if country == 'US' else 'ON'}", scope="local"),
        row(2, regions=f"{country}-{'CA' if country == 'US' else 'QC'}"),
        row(3, regions=f"{country}-{'MT' if country == 'US' else 'AB'}"),
        row(4, regions=f"{country}-{'MT' if country == 'US' else 'AB'}", scope="local"),
    ]

    content = coverage_pdf(report_on(tmp_path, *rows, countries=(country,)))

    colors = Image.open(pdf_picture(content, tmp_path)).convert("RGB").getcolors(1_000_000) or []
    counts = {color: count for count, color in colors}
    assert all(counts.get(shade.fill, 0) > 50 for shade in SHADES.values())


def test_shades_can_be_told_apart_without_color() -> None:
    fills = ["#" + bytes(shade.fill).hex() for shade in SHADES.values()]

    assert all(contrast(*pair) >= MIN_APART for pair in pairwise(fills))
