"""The coverage page inside the shell, without a browser."""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from affiliates.content.find_words import NOT_CERTAIN
from affiliates.coverage.method import METHOD
from affiliates.coverage.region_table import format_as_lines
from affiliates.geo.regions import country_of, region_names
from tests.components.test_pages import ROOT, url_of, widget, words
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import publish, row, write_directory


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AFFILIATES_DATA", str(tmp_path))
    return tmp_path


def coverage_page(**url: str | list[str]) -> AppTest:
    test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30)
    test.switch_page("pages/coverage.py")
    for name, value in url.items():
        test.query_params[name.removesuffix("_")] = value
    return test.run()


def headline_of(test: AppTest) -> str:
    return str(test.header[0].value)


def lines_of(test: AppTest) -> list[list[str]]:
    """The table of every place, its links read as their words."""
    table = test.table[-1].value.map(lambda cell: re.sub(r"\[(.*)\]\(.*\)", r"\1", cell))
    return [list(table.columns), *table.to_numpy().tolist()]


def painted(test: AppTest) -> dict[str, object]:
    """The message that the map got."""
    frame = next(each for each in test.get("component_instance") if "affiliateMap" in each.proto.json_args)
    script = json.loads(frame.proto.json_args)["feature_group"]
    found = re.search(r"affiliateMap\.paint\((.*)\);", script)
    assert found
    message: dict[str, object] = json.loads(found[1])
    return message


@pytest.mark.parametrize("country", ["US", "CA"])
def test_page_says_the_same_words_and_figures_as_the_command_line(country: str) -> None:
    command = [sys.executable, "-m", "affiliates", "coverage", "--country", country]
    printed = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    _, first, *below = printed.split("\n\n")

    test = coverage_page(country=country)

    assert headline_of(test) == first.replace("\n", " ")
    for sentence in below[0].splitlines():
        assert sentence in words(test)
    header, *lines = lines_of(test)
    assert format_as_lines(pd.DataFrame(lines, columns=header)) == below[1].rstrip("\n")


def test_page_publishes_every_definition(data: Path) -> None:
    write_directory(data)

    shown = words(coverage_page(tab="method"))

    for term, meaning in METHOD:
        assert f"**{term}** {meaning}" in shown


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ({"shade": "tier"}, {"US-OH": 1, "US-KY": 2, "US-NY": 3}),
        ({"shade": "groups"}, {"US-OH": 1, "US-KY": 1, "US-NY": 12}),
    ],
)
def test_map_is_shaded_as_the_link_says(data: Path, url: dict[str, str], expected: dict[str, int]) -> None:
    write_directory(
        data,
        row(1, scope="local"),
        row(2, regions="US-KY"),
        *(row(number, regions="US-NY", scope="regional" if number % 2 else "statewide") for number in range(10, 22)),
        row(30, regions="US-TX", scope="national"),
        row(31, regions="CA-ON"),
    )

    assert painted(coverage_page(**url))["values"] == expected


@pytest.mark.parametrize("url", [{}, {"shade": "odd"}])
def test_map_opens_on_children_without_a_group_and_knows_what_it_does_not_know(data: Path, url: dict[str, str]) -> None:
    write_directory(data, row(1), row(2, regions="US-KY", scope="local"))

    message = painted(coverage_page(**url))

    values = message["values"]
    assert isinstance(values, dict)
    assert values["US-TX"] == 7_456_069
    assert values["US-GU"] is None
    assert {"US-OH", "US-KY"}.isdisjoint(values)  # 0: they have a group
    assert message["marks"] == {"US-KY": "local"}


def test_one_local_group_in_one_city_covers_no_state(data: Path) -> None:
    """Until now all of Ohio had a group."""
    write_directory(data, row(1, regions="US-MI"), row(2, scope="local", city="Made-up City"))

    test = coverage_page()

    assert headline_of(test) == (
        "1 of 50 states and D.C. has a statewide group, and 1 more has local groups only. "
        "More than 19 of 20 children live where there is no statewide group."
    )
    assert [(each.value, each.delta) for each in test.metric] == [
        ("2 of 51", "1 statewide, 1 local only"),
        ("2.9%", "2,109,695"),
        ("93.6%", "67,776,650; 3.5% more with local groups only"),
    ]
    assert ["7", "Ohio", "1, local only"] in [line[:3] for line in lines_of(test)]
    assert test.button(key="rank_US-OH").label == "7. Ohio · 2,562,550 (local groups only)"


def test_ranking_opens_a_place(data: Path) -> None:
    write_directory(data, row(1))
    test = coverage_page(plan="US-FL")

    test.button(key="rank_US-TX").click().run()

    assert url_of(test) == {"region": ["US-TX"], "plan": ["US-FL"]}
    assert "Texas" in [each.value for each in test.header]


def test_nothing_is_claimed_of_a_place_that_a_row_set_aside_may_concern(data: Path) -> None:
    write_directory(data, row(1), row(2, regions="US-TX", scope="odd"))

    test = coverage_page(plan=["US-TX", "US-FL"])

    message = painted(test)
    assert message["marks"] == {"US-FL": "planned", "US-TX": "doubtful"}
    assert "US-TX" not in dict(message["values"])  # type: ignore[call-overload]
    assert "rank_US-TX" not in [button.key for button in test.button]
    assert ["–", "Texas", NOT_CERTAIN] in [line[:3] for line in lines_of(test)]
    assert not [sentence for sentence in words(test).splitlines() if "new group" in sentence and "Texas" in sentence]


def test_region_shows_its_figures_and_the_way_to_its_page(data: Path) -> None:
    write_directory(data, row(1, regions="US-MI"), row(2, scope="national", regions=""))

    test = coverage_page(region="US-OH")

    facts = test.table[0].value
    assert dict(zip(facts.index, facts.iloc[:, 0], strict=True)) == {
        "Groups": "none yet",
        "National and virtual groups": "1",
        "People": "11,756,058",
        "Children": "2,562,550",
        "Share of the country’s children": "3.5%",
        "Neighbors with a group": "1 of 5: Michigan",
        "Nearest other place with a group": "Michigan",
        "From border to border": "next to each other",
        "From center to center": "307 miles (495 km)",
    }
    assert "Who can help there today" in [link.proto.label for link in test.get("page_link")]


def test_region_without_a_figure_says_so(data: Path) -> None:
    write_directory(data)

    facts = coverage_page(region="US-GU").table[0].value.iloc[:, 0]

    assert facts["Children"] == "unknown"
    assert facts["Share of the country’s children"] == "unknown"
    assert facts["Nearest other place with a group"] == "none yet"
    assert coverage_page(region="CA-YT").table[0].value.iloc[:, 0]["Children"] == "no figure for Canada"


def test_link_with_everything_is_shown_by_the_widgets(data: Path) -> None:
    write_directory(data, row(1))

    test = coverage_page(shade="groups", order="both", weight="70", sort="name", target="45", plan=["US-TX", "US-OH"])

    assert widget(test, "query_shade").value == "groups"
    assert widget(test, "query_order").value == "both"
    assert widget(test, "query_weight").value == 70
    assert widget(test, "query_sort").value == "name"
    assert widget(test, "query_target").value == 45
    assert widget(test, "query_plan").value == ["US-TX"]  # Ohio has a group by now
    assert "Points" in lines_of(test)[0]
    assert lines_of(test)[1][2] == "Alabama"


def test_widgets_write_the_link_and_the_default_leaves_it(data: Path) -> None:
    write_directory(data, row(1))
    test = coverage_page()

    widget(test, "query_shade").set_value("groups").run()
    widget(test, "query_order").set_value("both").run()
    widget(test, "query_weight").set_value(80).run()
    widget(test, "query_sort").set_value("groups").run()
    widget(test, "query_plan").set_value(["US-TX", "US-GU"]).run()
    assert url_of(test) == {
        "shade": ["groups"],
        "order": ["both"],
        "weight": ["80"],
        "sort": ["groups"],
        "plan": ["US-TX", "US-GU"],
    }
    widget(test, "query_shade").set_value("without").run()
    widget(test, "query_weight").set_value(50).run()
    widget(test, "query_plan").set_value([]).run()

    assert url_of(test) == {"order": ["both"], "sort": ["groups"]}


@pytest.mark.parametrize(
    "url",
    [
        {"order": "odd", "weight": "x", "sort": "verified", "target": "-5", "plan": ["US-ZZ", "<b>"], "view": "cards"},
        {"weight": "0", "target": "9999", "from": "yesterday", "to": "2026-13-01"},
        {"weight": "55", "target": "33", "order": "both"},
        {"weight": "²", "target": "٣", "from": "0001-01-01", "to": "9999-12-31"},
        {"region": "US-ZZ", "country": "MX"},
    ],
)
def test_link_with_nonsense_shows_the_page(data: Path, url: dict[str, str | list[str]]) -> None:
    write_directory(data, row(1))
    publish(data, datetime(2026, 3, 10, tzinfo=UTC), row(1), row(2, regions="US-TX"))

    test = coverage_page(**url)

    assert not test.exception
    assert headline_of(test).startswith("2 of 50 states and D.C. have a statewide group.")


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
    assert [(each.value, each.delta) for each in test.metric[3:]] == [
        ("2 of 51", "+1 with a group, +1 statewide"),
        ("22.0%", "+10.3 percentage points"),
        ("78.0%", "−10.3 percentage points"),
    ]
    assert "1 of 5 U.S. territories would have a statewide group, compared with 0 today." in words(test)
    assert test.code[0].value.endswith("coverage?plan=US-TX&plan=US-PR#plan")
    assert painted(coverage_page())["marks"] == {}


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ({}, "Each link opens that place’s page"),
        ({"sort": "name"}, "Each link opens that place’s page"),
        ({"from_": "2026-03-10"}, "1 place gained a group: Texas."),
        ({"from_": "2026-03-10", "tab": "method"}, METHOD[0][1]),
        ({"tab": "odd"}, "Each link opens that place’s page"),
    ],
)
def test_link_opens_the_tab_that_it_leads_to_and_no_other_one_is_worked_out(
    data: Path, url: dict[str, str], shown: str
) -> None:
    write_directory(data, row(1))
    publish(data, datetime(2026, 3, 10, 12, tzinfo=UTC), row(1), row(2, regions="US-TX"))

    test = coverage_page(**url)

    tabs = ("Each link opens that place’s page", "1 place gained a group: Texas.", METHOD[0][1])
    assert [each for each in tabs if each in words(test)] == [shown]


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


@pytest.mark.parametrize("country", ["US", "CA"])
def test_empty_directory_has_a_page(data: Path, country: str) -> None:
    write_directory(data)

    test = coverage_page(country=country, order="both", shade="without")

    assert not test.exception
    assert headline_of(test).startswith("None of the ")
    assert len(lines_of(test)) == 1 + (56 if country == "US" else 13)


def test_everything_covered_has_a_page(data: Path) -> None:
    everywhere = "CA-AB CA-BC CA-MB CA-NB CA-NL CA-NS CA-NT CA-NU CA-ON CA-PE CA-QC CA-SK CA-YT"
    write_directory(data, row(1, regions=everywhere))

    test = coverage_page(country="CA")

    assert headline_of(test) == (
        "All 13 provinces and territories have a province-wide group. Everyone lives where there is one."
    )
    assert "Every place has a statewide group." in words(test)
    assert "This share has already been reached." in words(test)


def test_without_history_the_page_says_that_nothing_can_be_compared(data: Path) -> None:
    write_directory(data, row(1))

    assert "Today’s list of groups is the only one we have." in words(coverage_page(tab="changes"))


def test_change_between_two_days_is_in_words(data: Path) -> None:
    write_directory(data, row(1))
    publish(data, datetime(2026, 3, 10, 12, tzinfo=UTC), row(1), row(2, regions="US-TX"))
    publish(data, datetime(2026, 6, 1, 12, tzinfo=UTC), row(2, regions="US-TX", last_verified_on="2026-06-01"))

    all_days = words(coverage_page(tab="changes"))
    spring = words(coverage_page(from_="2026-03-10", to="2026-05-31"))

    assert "1 place gained a group: Texas." in all_days
    assert "1 place lost its last group: Ohio." in all_days
    assert "Groups: 1 added, 1 verified, and 1 closed." in all_days
    assert "who live in a place with a statewide group went from 3.5% to 10.3%." in all_days
    assert "From March 10, 2026, through May 31, 2026:" in spring
    assert "No place lost its last group." in spring
    assert "Groups: 1 added." in spring


def test_chosen_days_are_in_the_link(data: Path) -> None:
    write_directory(data, row(1))
    publish(data, datetime(2026, 3, 10, 12, tzinfo=UTC), row(1), row(2, regions="US-TX"))
    test = coverage_page(tab="changes")

    widget(test, "query_from").set_value(datetime(2026, 4, 1, tzinfo=UTC).date()).run()

    assert url_of(test) == {"tab": ["changes"], "from": ["2026-04-01"]}
    assert "From April 1, 2026, through" in words(test)


def test_damaged_directory_or_history_does_not_leave_a_blank_page(data: Path) -> None:
    write_directory(data, row(1))
    publish(data, datetime(2026, 3, 10, 12, tzinfo=UTC), row(1), row(2, regions="US-TX"))
    next((data / "history").iterdir()).write_bytes(b"\x00")
    test = coverage_page(tab="changes")
    assert not test.exception
    assert "cannot be read. Please choose another day." in words(test)
    headline = test.header[0].value

    (data / "affiliates.csv").write_bytes(b"\x00\x01 nothing like a table")
    test = coverage_page()

    assert not test.exception
    assert test.header[0].value == headline  # of the last good list


def test_hostile_text_reaches_neither_the_map_nor_a_chart(data: Path) -> None:
    write_directory(data, row(1))
    hostile = [row(number, name=text, city=text, description=text) for number, text in enumerate(HOSTILE_TEXTS, 2)]
    publish(data, datetime(2026, 3, 10, tzinfo=UTC), row(1), *hostile)

    test = coverage_page(region="US-OH", tab="changes")

    assert not test.exception
    drawn = [*test.get("component_instance"), *test.get("vega_lite_chart")]
    assert len(drawn) == 2  # the map, the share over time
    assert not [text for each in drawn for text in HOSTILE_TEXTS if text[:20] in str(each.proto)]
