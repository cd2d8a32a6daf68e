"""The fact sheet of a region: one page for every region, whatever its groups are called."""

from pathlib import Path

import pytest

from affiliates.content.place_names import in_region
from affiliates.errors import NoRegionError
from affiliates.geo.regions import region_names
from affiliates.languages.catalogs import ENGLISH
from affiliates.reports.html.report import coverage_html
from affiliates.reports.pdf.fact_sheet import fact_sheet_pdf
from tests.affiliates.reports.samples import pdf_pages, pdf_text, report_on, varied
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import row

# The longest names, the most neighbors and organizations, no neighbor, no figures, a district, both countries, with and
# without a group.
EXTREMES = ["US-MI", "US-CA", "US-NY", "US-MO", "US-TN", "US-HI", "US-AS", "US-MP", "US-DC"]
EXTREMES += ["CA-BC", "CA-NL", "CA-NU", "CA-ON"]


def test_extremes_hold_the_longest_name_of_each_country() -> None:
    for country in ("US", "CA"):
        names = {code: name for code, name in region_names().items() if code.startswith(country)}
        assert max(names, key=lambda code: len(names[code])) in EXTREMES


@pytest.mark.parametrize("region", EXTREMES)
def test_region_has_its_page(tmp_path: Path, region: str) -> None:
    content = fact_sheet_pdf(report_on(tmp_path, *varied(), region=region))

    assert pdf_pages(content) == 1
    text = pdf_text(content)
    assert region_names()[region] in text
    assert f"Start a group {in_region(ENGLISH, region)}" in text
    assert "endseclusion.org/about/our-affiliates/" in text


def test_key_tells_which_kinds_of_groups_are_on_the_map(tmp_path: Path) -> None:
    rows = (row(1, regions="US-MI"), row(2, scope="local", regions="US-MI"), row(3, scope="local", regions="US-OH"))

    american = pdf_text(fact_sheet_pdf(report_on(tmp_path, *rows, region="US-MI")))
    canadian = pdf_text(fact_sheet_pdf(report_on(tmp_path, *rows, region="CA-ON")))

    kinds = ("no group yet", "local groups only", "statewide groups only", "statewide and local groups")
    assert [kind in american for kind in kinds] == [True, True, False, True]
    assert [kind in canadian for kind in kinds] == [True, False, False, False]


def test_address_that_is_gone_is_on_no_report_for_reading(tmp_path: Path) -> None:
    gone = "https://gone.example/"
    listed = row(1, regions="US-MI", website=gone, other_link="https://there.example/")
    report = report_on(tmp_path, listed, region="US-MI", gone_links=frozenset({gone}))

    for text in (pdf_text(fact_sheet_pdf(report)), coverage_html(report).decode()):
        assert "there.example" in text
        assert "gone.example" not in text


def test_page_lists_groups_of_the_region_and_nearby_ones(tmp_path: Path) -> None:
    rows = [row(1, regions="US-MI", name="Made-up of Michigan"), row(2, regions="US-OH", name="Made-up of Ohio")]

    text = pdf_text(fact_sheet_pdf(report_on(tmp_path, *rows, region="US-MI")), "-layout")

    assert "A group is there for families everywhere in Michigan." in text
    assert text.index("Who is here") < text.index("Made-up of Michigan") < text.index("Who is nearby")
    assert text.index("Who is nearby") < text.index("Made-up of Ohio")
    assert "next door" in text
    assert "2,109,695 children under 18" in text


def test_region_without_a_group_has_its_rank_and_help(tmp_path: Path) -> None:
    text = pdf_text(fact_sheet_pdf(report_on(tmp_path, row(regions="US-MI"), region="US-CA")))

    assert "There is no affiliate group in California yet." in text
    assert "No. 1 of 55 places without a statewide group in the United States, by number of children." in text
    assert "Disability Rights California 1-800-776-5746 · disabilityrightsca.org. Free. Lawyers" in text
    assert "This number is in public lists of 2026 and on their own pages (2014). We have not called it yet." in text
    assert "More parent centers in California: TASK - Team of Advocates" in text
    assert "parentcenterhub.org/find-your-center" in text


def test_region_without_an_organization_of_its_own_has_the_national_ones(tmp_path: Path) -> None:
    text = pdf_text(fact_sheet_pdf(report_on(tmp_path, row(), region="US-TX", organizations=())))

    assert "Protection and Advocacy agency Every state and territory has one." in text
    assert "www.ndrn.org/about/ndrn-member-agencies/" in text


@pytest.mark.parametrize("region", ["US-MA", "US-CA"])
def test_longest_names_and_many_groups_stay_on_one_page(tmp_path: Path, region: str) -> None:
    worst = {"name": "W" * 5_000, "city": "W" * 500, "website": "https://made-up.example/" + "w" * 900}
    rows = [row(number, regions=region, **worst) for number in range(50)]
    rows += [row(100 + number, regions="US-RI US-NV", **worst) for number in range(50)]

    content = fact_sheet_pdf(report_on(tmp_path, *rows, region=region))

    assert pdf_pages(content) == 1
    assert "And 47 more: see the map" in pdf_text(content)


@pytest.mark.parametrize("first", range(0, len(HOSTILE_TEXTS), 3))
def test_hostile_text_is_printed(tmp_path: Path, first: int) -> None:
    """Three at a time, which is how many groups a sheet names."""
    rows = [
        row(10 * place + number, regions=region, name=text, city=text)
        for place, region in enumerate(("US-MI", "US-OH"))
        for number, text in enumerate(HOSTILE_TEXTS[first : first + 3])
    ]

    assert pdf_pages(fact_sheet_pdf(report_on(tmp_path, *rows, region="US-MI"))) == 1


def test_fact_sheet_without_a_region_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoRegionError, match="Name it by its code"):
        fact_sheet_pdf(report_on(tmp_path, row()))
