"""Where a group is needed next: the ranking, the fewest places, and the plan."""

from pathlib import Path

from affiliates.geo.regions import country_of, region_names
from tests.components.app import headings, url_of, words
from tests.components.coverage.page import coverage_page, figures_of, painted
from tests.made_up import row, write_directory


def test_ranking_opens_a_place(data: Path) -> None:
    write_directory(data, row(1))
    test = coverage_page(plan="US-FL")

    test.button(key="rank_US-TX").click().run()

    assert url_of(test) == {"region": ["US-TX"], "plan": ["US-FL"]}
    assert "Texas" in headings(test)


def test_target_names_the_fewest_places_and_adds_them_to_the_plan(data: Path) -> None:
    write_directory(data, row(1, regions="US-CA"))
    test = coverage_page(target="25")

    assert "2 new groups: Texas and Florida." in words(test)
    test.button(key="plan_fewest").click().run()

    assert url_of(test) == {"target": ["25"], "plan": ["US-TX", "US-FL"]}
    assert words(test).count("2 new groups: Texas and Florida.") == 1
    assert "The plan reaches this share." in words(test)


def test_plan_is_on_the_map_in_the_figures_and_in_an_address_that_leads_back(data: Path) -> None:
    write_directory(data, row(1, regions="US-CA"))

    test = coverage_page(plan=["US-TX", "US-PR"])

    assert painted(test)["marks"] == {"US-TX": "planned", "US-PR": "planned"}
    assert figures_of(test)[3:] == [
        ("2 of 51", "+1 with a group, +1 statewide"),
        ("22.0%", "+10.3 percentage points"),
        ("78.0%", "−10.3 percentage points"),
    ]
    assert "1 of 5 U.S. territories would have a statewide group, compared with 0 today." in words(test)
    assert test.code[0].value.endswith("coverage?plan=US-TX&plan=US-PR#plan")
    assert painted(coverage_page())["marks"] == {}


def test_places_planned_before_stay_in_the_plan(data: Path) -> None:
    write_directory(data, row(1, regions="US-CA"))
    test = coverage_page(target="25", plan=["US-FL", "US-OH"])

    test.button(key="plan_fewest").click().run()

    assert url_of(test) == {"target": ["25"], "plan": ["US-FL", "US-OH", "US-TX"]}


def test_ranking_by_people_without_figures_says_why(data: Path) -> None:
    """It used to say that no place has a group yet."""
    without_figure = {"US-AS", "US-GU", "US-MP", "US-PR", "US-VI"}
    covered = [region for region in region_names() if country_of(region) == "US" and region not in without_figure]
    write_directory(data, row(1, regions=" ".join(covered)))

    assert "These places cannot be ranked this way: no figures are available." in words(coverage_page())


def test_ranking_by_distance_without_a_group_says_why(data: Path) -> None:
    write_directory(data)

    shown = words(coverage_page(order="distance"))

    assert "These places cannot be ranked this way: no place has a group yet." in shown


def test_region_is_added_to_the_plan(data: Path) -> None:
    write_directory(data, row(1))
    test = coverage_page(region="US-TX", plan="US-FL")

    test.button(key="add_to_plan").click().run()

    assert url_of(test) == {"region": ["US-TX"], "plan": ["US-FL", "US-TX"]}
    assert "add_to_plan" not in [button.key for button in test.button]
