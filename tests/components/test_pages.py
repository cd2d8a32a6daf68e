"""The pages inside the shell, without a browser."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.hostile import HOSTILE_TEXTS
from tests.made_up import row, write_directory

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted(f"pages/{file.name}" for file in (ROOT / "pages").glob("*.py"))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AFFILIATES_DATA", str(tmp_path))
    return tmp_path


def app(**url: str | list[str]) -> AppTest:
    test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=20)
    for name, value in url.items():
        test.query_params[name] = value
    return test.run()


def words(test: AppTest) -> str:
    parts = [*test.title, *test.header, *test.subheader, *test.markdown, *test.caption, *test.text, *test.warning]
    return "\n".join(str(part.value) for part in [*parts, *test.info])


def names(test: AppTest) -> list[str]:
    """The names of the groups in the list below the map."""
    return [each.value for each in [*test.header, *test.subheader] if each.value.startswith("Made")]


def widget(test: AppTest, name: str) -> Any:
    """The widget of a URL parameter, or the one that has replaced it since (components/state/url.py)."""
    renewed = test.session_state[f"{name}_renewed"]
    return test.get_by_key(f"{name}_{renewed}" if renewed else name)


def types_place(test: AppTest, typed: str) -> None:
    """Types into the one box for a place and presses Enter; AppTest itself only knows how to choose from its list."""
    box = widget(test, "place")
    box.options.append(typed)
    box.set_value(typed).run()


def value_of(test: AppTest, key: str) -> object:
    return getattr(test.get_by_key(key), "value", None)


def url_of(test: AppTest) -> dict[str, list[str]]:
    return {name: [value] if isinstance(value, str) else value for name, value in test.query_params.items()}


@pytest.mark.parametrize("page_file", PAGES)
def test_every_page_draws_inside_the_shell(page_file: str) -> None:
    test = app().switch_page(page_file).run()

    assert not test.exception
    assert len(test.title) == 1


def test_region_with_a_group_shows_it(data: Path) -> None:
    write_directory(data, row(1, regions="US-MI", name="Made-up of Michigan"), row(2))

    test = app(region="US-MI")

    assert test.title[0].value == "Michigan"
    assert names(test) == ["Made\\-:small[]up of Michigan"]  # once


def test_row_set_aside_never_turns_into_no_group(data: Path) -> None:
    """Every row in the file had a mistake: the page said that there is no group in the United States yet."""
    write_directory(data, row(1, scope="galactic", regions="US-OH"))

    for page in (app(), app(region="US-OH")):
        assert "There is no" not in words(page)
        assert "No group serves" not in words(page)
        assert "We cannot say right now whether there is an affiliate group in" in words(page)
        assert "Be the first" not in words(page)
    assert "There is no affiliate group in Texas yet." in words(app(region="US-TX"))
    assert "1 row of our list cannot be read right now" in words(app().switch_page("pages/coverage.py").run())


def test_region_without_a_group_is_never_a_dead_end(data: Path) -> None:
    write_directory(data, row(1, regions="US-MI"), row(2, scope="national", regions="US"), row(3, regions="US-CA"))

    test = app(region="US-OH")

    shown = words(test)
    assert "There is no affiliate group in Ohio yet." in shown
    assert "In Michigan, right next door." in shown
    assert "miles" in shown
    assert "Groups for families everywhere" in shown
    assert "tel:+18002829181" in {button.proto.url for button in test.get("link_button")}
    behind = shown.replace("\\", "")
    assert "[Find your center](<https://www.parentcenterhub.org/find-your-center/>)" in behind
    assert "[Find your agency](<https://www.ndrn.org/about/ndrn-member-agencies/>)" in behind
    assert "[Visit the Alliance](<https://endseclusion.org/>)" in behind
    assert any("Start a group in Ohio" in link.proto.label for link in test.get("page_link"))


def test_province_without_a_group_names_help_in_canada(data: Path) -> None:
    write_directory(data)

    links = {button.proto.url for button in app(region="CA-YT").get("link_button")}

    assert "https://inclusioncanada.ca/" in links
    assert not any("ndrn.org" in link for link in links)


@pytest.mark.parametrize("code", ["US-XX", "Michigan", "{{7*7}}", "<b>", "x" * 5000])
def test_link_with_unknown_region_shows_everything(data: Path, code: str) -> None:
    write_directory(data, row(1), row(2))

    test = app(region=code)

    assert "We don’t recognize the place in this link" in test.info[0].value
    assert code not in words(test)
    assert len(names(test)) == 2


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ({}, [1, 2, 3, 5]),
        ({"status": "any"}, [1, 2, 3, 4, 5]),
        ({"status": "paused"}, [4]),
        ({"status": ["paused", "active"]}, [1, 2, 3, 4, 5]),
        ({"country": "CA"}, [3, 5]),
        ({"country": "US"}, [1, 2, 5]),
        ({"scope": "local"}, [2]),
        ({"scope": ["local", "virtual"]}, [2, 5]),
        ({"language": "fr"}, [3]),
        ({"link": "website"}, [1]),
        ({"q": "MONTREAL"}, [3]),
        ({"city": "montreal"}, [3]),
        ({"city": "MONTRÉAL", "country": "CA"}, [3]),
        ({"q": "group up ohio made"}, [1, 2]),
        ({"sort": "name", "q": "made"}, [1, 2, 3, 5]),
        ({"scope": "odd", "language": "zz", "link": "name", "status": "odd", "sort": "odd", "page": "x"}, [1, 2, 3, 5]),
        ({"page": "99999"}, [1, 2, 3, 5]),
    ],
)
def test_link_with_filters_shows_what_it_asks_for(
    data: Path, url: dict[str, str | list[str]], expected: list[int]
) -> None:
    write_directory(
        data,
        row(1, regions="US-OH", website="https://made-up.example"),
        row(2, regions="US-OH", scope="local"),
        row(3, regions="CA-QC", city="Montréal", languages="fr"),
        row(4, regions="US-TX", status="paused"),
        row(5, regions="", scope="virtual"),
    )

    test = app(**url)

    assert not test.exception
    assert sorted(int(name[-1]) for name in names(test)) == expected


def test_filters_in_the_url_are_shown_by_the_widgets(data: Path) -> None:
    write_directory(data, row(1, languages="es"))

    test = app(q="made", scope="local", sort="name", region="US-OH", status="any")

    assert widget(test, "query_q").value == "made"
    assert widget(test, "query_sort").value == "name"
    assert test.title[0].value == "Ohio"
    assert "More filters (2 set)" in [each.label for each in test.expander]


def test_more_filters_are_there_when_they_are_opened(data: Path) -> None:
    write_directory(data, row(1, scope="local"), row(2), row(3, status="paused", languages="es"))
    test = app()
    test.session_state["more_filters"] = True
    test.run()

    assert not test.exception
    assert widget(test, "query_status").value == ["active"]
    widget(test, "query_status").set_value(["active", "paused"]).run()
    assert url_of(test) == {"status": ["active", "paused"]}
    assert len(names(test)) == 3
    test.session_state["more_filters"] = True
    widget(test.run(), "query_scope").set_value(["local"]).run()
    assert len(names(test)) == 1
    test.session_state["more_filters"] = True
    widget(test.run(), "query_status").set_value([]).run()
    assert url_of(test) == {"status": ["any"], "scope": ["local"]}
    assert not test.exception


def test_widgets_write_the_url_and_the_default_leaves_it(data: Path) -> None:
    write_directory(data, row(1), row(2, regions="US-TX"))
    test = app(page="3")

    widget(test, "query_q").set_value("ohio").run()
    assert url_of(test) == {"q": ["ohio"]}
    types_place(test, "texas")
    assert url_of(test) == {"q": ["ohio"], "region": ["US-TX"]}
    widget(test, "query_q").set_value("").run()
    assert url_of(test) == {"region": ["US-TX"]}
    test.button(key="close_region").click().run()
    assert url_of(test) == {}


def test_widget_that_says_what_the_link_says_changes_nothing(data: Path) -> None:
    """A browser may send a widget's value once more, after a run that was cut short: that is no new search."""
    write_directory(data, *[row(number) for number in range(60)])
    test = app(q="made", page="2")

    widget(test, "query_q").set_value(" made ").run()

    assert url_of(test) == {"q": ["made"], "page": ["2"]}


def test_widget_is_replaced_when_its_parameter_changes_elsewhere(data: Path) -> None:
    """To set its value instead would be a race: a slow browser sends what it showed before, as if it were chosen."""
    write_directory(data, row(1))
    test = app(country="CA", region="US-OH", q="made")
    before = widget(test, "query_country")

    test.button(key="close_region").click().run()
    types_place(test, "quebec")

    after = widget(test, "query_country")
    assert (after.value, after.proto.set_value) == ("CA", False)
    assert after.id != before.id


def test_widget_stays_when_a_visitor_changes_it(data: Path) -> None:
    write_directory(data, row(1))
    test = app()
    before = widget(test, "query_q").id

    widget(test, "query_q").set_value("made").run()

    assert widget(test, "query_q").id == before


def test_choosing_another_country_leaves_the_region(data: Path) -> None:
    write_directory(data, row(1))
    test = app(region="US-OH")

    widget(test, "query_country").set_value("CA").run()

    assert url_of(test) == {"country": ["CA"]}
    assert [header.value for header in test.main.header] == ["Where do you live?", "All groups"]


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        ("48104", "US-MI"),
        ("00801", "US-VI"),
        ("m5v 3l9", "CA-ON"),
        ("Mich", "US-MI"),
        ("tx", "US-TX"),
        ("Québec", "CA-QC"),
        ("Ann Arbor", "US-MI"),
        ("Detroit, MI", "US-MI"),
    ],
)
def test_whatever_is_typed_opens_its_region_and_never_stands_in_the_url(data: Path, typed: str, region: str) -> None:
    write_directory(data)
    test = app()

    types_place(test, typed)

    assert url_of(test) == {"region": [region]}
    assert typed not in repr(test.query_params)


def test_place_in_the_list_opens(data: Path) -> None:
    write_directory(data)
    test = app()

    widget(test, "place").select_index(0).run()

    assert url_of(test) == {"region": ["US-AL"]}


@pytest.mark.parametrize(
    ("typed", "question", "offered"),
    [
        ("X0A 0H0", "Which of these", ["CA-NT", "CA-NU"]),
        ("carolina", "Which of these", ["US-NC", "US-SC"]),
        ("Pensylvania", "Did you mean", ["US-PA"]),
        ("Kansas City", "city of this name", ["US-KS", "US-MO"]),
    ],
)
def test_more_than_one_place_asks_which(data: Path, typed: str, question: str, offered: list[str]) -> None:
    write_directory(data)
    test = app()

    types_place(test, typed)
    assert question in test.info[0].value
    assert url_of(test) == {}
    keys = {str(button.key) for button in test.button}
    assert sorted(key for key in keys if key.startswith("typed_")) == [f"typed_{code}" for code in offered]
    widget(test, "place").options.append(typed)
    test.button(key=f"typed_{offered[0]}").click().run()

    assert url_of(test) == {"region": [offered[0]]}
    assert not test.info


@pytest.mark.parametrize(
    ("typed", "why"), [("09012", "military address"), ("Nowhere Whatsoever", "could not find that place")]
)
def test_place_that_leads_nowhere_says_why_and_offers_three_ways_on(data: Path, typed: str, why: str) -> None:
    write_directory(data)
    test = app()

    types_place(test, typed)

    shown = test.warning[0].value
    assert why in shown
    assert all(way in shown for way in ("ZIP code", "All places, A to Z", "on the map"))
    assert typed not in shown
    assert widget(test, "place").value == typed  # still there, to be mended
    assert url_of(test) == {}


def test_box_behind_change_says_the_open_place_and_leads_to_another(data: Path) -> None:
    write_directory(data)
    test = app(region="US-OH")
    test.session_state["change_place"] = True
    test.run()

    assert widget(test, "place").value == "US-OH"
    types_place(test, "48104")

    assert url_of(test) == {"region": ["US-MI"]}
    test.button(key="close_region").click().run()
    assert widget(test, "place").value is None


def test_same_postal_code_works_again_after_the_region_was_closed(data: Path) -> None:
    write_directory(data)
    test = app()
    types_place(test, "48104")
    test.button(key="close_region").click().run()

    assert widget(test, "place").value is None
    types_place(test, "48104")
    assert url_of(test) == {"region": ["US-MI"]}


def test_answer_can_be_passed_on(data: Path) -> None:
    write_directory(data)
    test = app(region="US-TX")
    test.session_state["share"] = True
    test.run()

    assert not test.exception
    addresses = [link.proto.url for link in test.get("link_button")]
    assert any(each.startswith("sms:?&body=") and "region%3DUS-TX" in each for each in addresses)
    assert any(each.startswith("mailto:?subject=") and "Texas" in each for each in addresses)
    assert test.code[0].value.endswith("?region=US-TX")
    assert "Save the QR code" in {button.proto.label for button in test.get("download_button")}
    assert "(#copy-link)" in words(test)
    codes = [each for each in (picture.proto.imgs[0] for picture in test.get("image")) if each.alt.startswith("QR")]
    assert [code.url.partition(",")[0] for code in codes] == ["data:image/png;base64"] * 2  # one of them on paper
    assert {code.alt for code in codes} == {f"QR code of {test.code[0].value}"}


def test_region_without_a_group_needs_no_list(data: Path) -> None:
    write_directory(data, row(1, regions="US-OH"))
    test = app(region="US-TX")

    assert "There is no affiliate group in Texas yet." in words(test)
    assert not [each for each in test.text_input if (each.key or "").startswith("query_q")]
    test.button(key="all_groups").click().run()

    assert url_of(test) == {}
    assert len(names(test)) == 1


def test_nothing_matches_offers_what_would_help(data: Path) -> None:
    write_directory(data, row(1, regions="US-OH"), row(2, regions="US-TX", scope="local"))
    test = app(region="US-OH", scope="local", q="made")

    offered = [button.label for button in test.button if (button.key or "").startswith("drop_")]
    assert offered == ["All places (1)", "Any reach (1)", "Show all groups"]
    test.button(key="drop_region").click().run()

    assert url_of(test) == {"scope": ["local"], "q": ["made"]}
    assert len(names(test)) == 1


def test_show_all_groups_drops_every_filter(data: Path) -> None:
    write_directory(data, row(1), row(2, status="paused"))
    test = app(region="US-TX", q="nowhere", scope="local", link="website", country="US", language="fr")

    test.button(key="drop_all").click().run()

    assert url_of(test) == {}
    assert len(names(test)) == 1


def test_list_has_pages_of_12(data: Path) -> None:
    write_directory(data, *(row(number) for number in range(30)))

    assert len(names(app())) == 12
    assert len(names(app(page="3"))) == 6
    assert len(names(app(page="9"))) == 6
    assert len(names(app(page="0"))) == 12


def test_many_groups_of_a_region_come_in_pages_with_statewide_ones_first(data: Path) -> None:
    few = [row(number, scope="local", city="Made-up City") for number in range(6)]
    write_directory(data, *few)
    assert len(names(app(region="US-OH"))) == 6
    assert not [each for each in app(region="US-OH").text_input if (each.key or "").startswith("query_q")]

    write_directory(data, *few, *(row(number, scope="local") for number in range(6, 39)), row(99))
    test = app(region="US-OH")

    assert len(names(test)) == 12
    assert names(test)[0].endswith("Group 99")
    test.session_state["filters_of_region"] = test.session_state["more_filters"] = True
    assert not test.run().exception
    widget(test, "query_q").set_value("no such words").run()
    assert "No group matches all of these filters." in words(test)


def test_table_has_real_links(data: Path) -> None:
    write_directory(data, row(1, website="https://made-up.example/a?b=c&d=(e)", last_verified_on="2026-03-31"))

    table = app(view="table").table[0].value

    assert str(table.loc[0, "Links"]).replace("\\", "") == "[Website](<https://made-up.example/a?b=c&d=(e)>)"
    assert table.loc[0, "Last verified"] == "Last verified March 31, 2026"


def test_damaged_directory_does_not_leave_a_blank_page(data: Path) -> None:
    (data / "affiliates.csv").write_bytes(b"\x00\x01 nothing like a table")
    test = app(region="US-OH")

    assert not test.exception
    assert "We cannot show the list of groups right now" in test.warning[0].value
    assert any(button.proto.url.startswith("tel:") for button in test.get("link_button"))
    assert "ndrn" in words(test)


@pytest.mark.parametrize("page_file", PAGES)
@pytest.mark.parametrize("url", [{}, {"region": "US-MI"}, {"country": "CA"}, {"group": "group-1"}])
def test_page_without_the_list_never_says_that_there_is_no_group(
    data: Path, page_file: str, url: dict[str, str | list[str]]
) -> None:
    (data / "affiliates.csv").write_bytes(b"\x00\x01 nothing like a table")
    test = app(**url).switch_page(page_file).run()

    assert not test.exception
    shown = words(test) + "".join(button.label for button in test.button)
    denials = (
        "no affiliate group",
        "no group",
        "No group",
        "could be the first",
        "not listed",
        "None of the",
        "Be the first",
    )
    assert not [each for each in (*denials, "0 groups", "all groups") if each in shown]


def test_missing_directory_does_not_leave_a_blank_page(data: Path) -> None:
    test = app()

    assert not test.exception
    assert "We cannot show the list of groups right now" in test.warning[0].value


def test_edit_of_the_file_shows_on_the_next_run(data: Path) -> None:
    write_directory(data, row(1))
    test = app()
    write_directory(data, row(1), row(2))

    assert len(names(test.run())) == 2


def test_bad_rows_are_logged_with_their_number(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    write_directory(data, row(1), row(2, regions="ZZ"))

    assert len(names(app())) == 1
    assert "affiliates.csv:3: regions: “ZZ” is not a region we know" in caplog.text


@pytest.mark.parametrize("view", ["cards", "table"])
def test_hostile_text_draws_without_an_error(data: Path, view: str) -> None:
    hostile = [row(number, name=text, city=text, description=text) for number, text in enumerate(HOSTILE_TEXTS)]
    write_directory(data, *hostile, row(900, regions="US-MI"))

    test = app(view=view, region="US-OH")
    pages = [test, app(view=view, region="US-OH", page="2")]

    assert not any(page.exception for page in pages)
    assert len(HOSTILE_TEXTS) <= 24  # two pages of the list
    shown = len(test.header) if view == "cards" else len(test.table[0].value)
    assert shown >= 12  # a page of the list


def test_open_region_is_filled_in(data: Path) -> None:
    write_directory(data)
    test = app(region="US-MI").switch_page("pages/apply.py").run()
    assert test.multiselect(key="new__regions").value == ["US-MI"]

    test.switch_page("pages/find.py").run()
    test.button(key="close_region").click().run()
    types_place(test, "TX")
    test.switch_page("pages/apply.py").run()
    assert test.multiselect(key="new__regions").value == ["US-TX"]
