"""What the app and the pages without scripts say in the same words."""

import pytest

from affiliates.content.find_words import groups_are_there, no_group_yet, tab_title, where_it_is
from affiliates.content.group_words import gone_links_note, group_facts, group_links, service_area, verified
from affiliates.directory.parsing import groups_to_frame
from affiliates.directory.schema import Group
from affiliates.languages.catalogs import ENGLISH
from affiliates.reports.data import records
from tests.made_up import row


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (groups_are_there(ENGLISH, 1, "US-MI"), "One group is there for families in Michigan."),
        (groups_are_there(ENGLISH, 1_200, "CA-ON"), "1,200 groups are there for families in Ontario."),
        (
            no_group_yet(ENGLISH, "US-TX"),
            "There is no affiliate group in Texas yet. You are not alone: here is who you can turn to.",
        ),
        (where_it_is(ENGLISH, "US-OH", "Ohio, Utah", 0), "Right next door, in Ohio."),
        (where_it_is(ENGLISH, "US-OH", "Ohio, Utah", 12), "Ohio, Utah, 12 miles (19 km) from your border."),
        (tab_title(ENGLISH, "About"), "About – Affiliate groups against seclusion and restraint"),
        (service_area(ENGLISH, ()), "Everywhere"),
        (service_area(ENGLISH, ("CA", "US-OH")), "Canada, Ohio"),
    ],
)
def test_sentences(said: str, expected: str) -> None:
    assert said == expected


def test_words_about_a_group_leave_out_what_is_unknown() -> None:
    known = row(1, city="Made-up City", languages="en fr", email="hi@made-up.example", last_verified_on="2026-03-31")
    known["facebook"] = "https://www.facebook.com/groups/made-up"
    unknown = row(2)
    frame = groups_to_frame([Group.model_validate(each) for each in (known, unknown)])

    first, second = records(frame)
    assert group_facts(ENGLISH, first) == ["Statewide", "Ohio", "Made-up City", "English, French"]
    assert group_links(ENGLISH, first, ()) == [
        ("Facebook group", known["facebook"]),
        ("Email", "mailto:hi@made-up.example"),
    ]
    assert verified(ENGLISH, first) == "Last verified March 31, 2026"
    assert (group_facts(ENGLISH, second), group_links(ENGLISH, second, ()), verified(ENGLISH, second)) == (
        ["Statewide", "Ohio"],
        [],
        "",
    )


def test_links_that_are_gone_are_named_and_lead_nowhere() -> None:
    given = row(1, website="https://gone.example/", youtube="https://www.youtube.com/@made-up", email="hi@made.example")
    (group,) = records(groups_to_frame([Group.model_validate(given)]))
    both = {given["website"], given["youtube"]}

    assert [label for label, _ in group_links(ENGLISH, group, {given["website"]})] == ["YouTube", "Email"]
    assert gone_links_note(ENGLISH, group, {given["website"]}) == "No longer there when we last looked: Website."
    assert gone_links_note(ENGLISH, group, both) == "No longer there when we last looked: Website and YouTube."
    assert gone_links_note(ENGLISH, group, ()) == ""
