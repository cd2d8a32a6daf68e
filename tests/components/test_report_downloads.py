"""The buttons that make reports, without a browser; tests/browser/test_reports.py clicks them."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.shared.report_buttons import EVERYTHING, REPORTS_OPEN, SHOWN
from tests.affiliates.reports.samples import varied
from tests.components.app import widget
from tests.made_up import write_directory

ROOT = Path(__file__).parent.parent.parent


def coverage_page(**url: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=40)
    for name, value in url.items():
        test.query_params[name] = value
    test.run()
    test.session_state[REPORTS_OPEN] = True
    return test.switch_page("pages/coverage.py").run()


def labels(test: AppTest) -> list[str]:
    return [button.proto.label for button in test.get("download_button")]


def test_formats_stand_behind_one_button(data: Path) -> None:
    write_directory(data, *varied())
    test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=40)

    test.switch_page("pages/coverage.py").run()

    assert [each.proto.popover.label for each in test.get("popover")] == ["Reports"]
    assert labels(test) == []


def test_every_format_is_offered_and_none_is_made_before_the_click(data: Path) -> None:
    write_directory(data, *varied())

    test = coverage_page()

    assert not test.exception
    assert [each for each in labels(test) if "PDF" in each or each == "Excel"] == ["PDF to read and print", "Excel"]
    assert len(labels(test)) == 6
    assert all(button.proto.deferred_file_id for button in test.get("download_button"))


@pytest.mark.parametrize(("asked", "shown"), [("", SHOWN), ("everything", EVERYTHING), ("<b>", SHOWN)])
def test_link_says_what_a_report_covers(data: Path, asked: str, shown: str) -> None:
    write_directory(data, *varied())

    test = coverage_page(report=asked) if asked else coverage_page()

    assert widget(test, "query_report").value == shown


def test_chosen_region_has_its_fact_sheet(data: Path) -> None:
    write_directory(data, *varied())

    assert "Fact sheet for Michigan (PDF)" in labels(coverage_page(region="US-MI"))


def test_list_that_cannot_be_read_makes_no_report_of_nothing(data: Path) -> None:
    (data / "affiliates.csv").write_text("")

    test = coverage_page(region="US-MI")

    assert labels(test) == []
    assert "We cannot show the list of groups right now" in test.warning[0].value
