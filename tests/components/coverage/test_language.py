"""The coverage page in the language of the visitor: what Babel writes of it needs no catalog."""

from datetime import UTC, datetime
from pathlib import Path

from affiliates.languages.catalogs import ENGLISH, languages
from components.coverage.changes.chart_locale import chart_locale
from tests.components.app import words
from tests.components.coverage.page import coverage_page, figures_of
from tests.made_up import publish, row, write_directory


def test_every_visitor_reads_figures_and_days_in_their_language_though_answers_are_kept(data: Path) -> None:
    write_directory(data, row(1))
    publish(data, datetime(2026, 3, 10, 12, tzinfo=UTC), row(1), row(2, regions="US-TX"))

    for _ in range(2):
        for language, share, people, day in (
            ("fr", "13,8\N{NO-BREAK SPACE}%", "10\N{NO-BREAK SPACE}018\N{NO-BREAK SPACE}619", "10 mars 2026"),
            ("en", "13.8%", "10,018,619", "March 10, 2026"),
            ("es", "13.8%", "10,018,619", "10 de marzo de 2026"),
        ):
            page = coverage_page(lang=language, tab="changes")
            assert figures_of(page)[1] == (share, people)
            assert people in words(page)  # behind these numbers
            assert day in words(page)


def test_links_keep_the_language(data: Path) -> None:
    write_directory(data, row(1))

    page = coverage_page(lang="fr", plan="US-CA", sort="name")

    assert page.table[-1].value.iloc[0, 1] == "[Alabama](./?region=US-AL&lang=fr)"
    assert page.code[0].value.endswith("coverage?lang=fr&plan=US-CA#plan")


def test_charts_write_days_and_shares_as_the_language_does() -> None:
    english, french = chart_locale(ENGLISH), chart_locale(languages()["fr"])

    assert (english["time"]["date"], english["number"]["percent"]) == ("%b %-d, %Y", "%")
    assert (french["time"]["date"], french["number"]["percent"]) == ("%-d %b %Y", "\N{NO-BREAK SPACE}%")
    assert (french["number"]["decimal"], french["time"]["shortMonths"][1]) == (",", "févr.")
    assert french["time"]["days"][0] == "dimanche"
