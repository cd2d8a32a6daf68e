"""What families read of an organization."""

from datetime import date

import pytest

from affiliates.languages.catalogs import ENGLISH
from affiliates.support.cards import support_card
from tests.made_up import support_organization

DAY = date(2026, 11, 28)


def test_card_dials_the_number_and_leads_to_the_website() -> None:
    card = support_card(ENGLISH, support_organization(1, phone="(614) 555-0199 ext. 4"), DAY)

    assert card.call
    assert (card.call.label, card.call.address) == ("Call (614) 555-0199 ext. 4", "tel:+16145550199")
    assert [(each.label, each.address) for each in card.links] == [("Website", "https://center-1.example/")]
    assert card.correction == "Is this number wrong? Tell us"


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ({"phone": ""}, ["Website", "Find your parent center"]),
        ({"phone": "", "website": ""}, ["Find your parent center"]),
        ({"website": ""}, ["Find your parent center"]),
        ({"phone": "", "kind": "protection_and_advocacy"}, ["Website", "Find your state’s disability lawyers"]),
        ({"phone": "", "kind": "family_organization", "region": "CA-BC"}, ["Website", "Find your association"]),
    ],
)
def test_where_something_is_missing_the_national_list_stands_in_its_place(
    values: dict[str, str], labels: list[str]
) -> None:
    card = support_card(ENGLISH, support_organization(1, **values), DAY)

    assert [each.label for each in card.links] == labels
    assert bool(card.call) == ("phone" not in values)


@pytest.mark.parametrize(
    ("values", "age"),
    [
        ({}, "This number is in public lists of 2026 and in government records (2019). We have not called it yet."),
        (
            {"evidence_kind": "own_page", "evidence_date": ""},
            "This number is in public lists of 2026 and on their own pages. We have not called it yet.",
        ),
        (
            {"evidence_kind": "another_list", "evidence_date": "1998-09"},
            "This number is in public lists of 2026 and in another organization’s list (1998). "
            "We have not called it yet.",
        ),
        ({"sources_date": ""}, "We have not called it yet."),
        ({"evidence_kind": ""}, "We have not called it yet."),
        ({"checked_on": "2026-03-01"}, "We last checked this number on March 1, 2026."),
        (
            {"checked_on": "2025-03-01"},
            "We last checked this number on March 1, 2025. It may have changed since.",
        ),
        ({"phone": ""}, "We do not have a phone number that we are sure of."),
    ],
)
def test_card_says_how_old_the_number_is_and_who_checked_it(values: dict[str, str], age: str) -> None:
    assert support_card(ENGLISH, support_organization(1, **values), DAY).age == age


@pytest.mark.parametrize(
    ("languages", "said"), [("", ""), ("es", " They help in Spanish too."), ("es zh", "and Chinese")]
)
def test_card_says_in_which_languages_they_help_where_a_source_does(languages: str, said: str) -> None:
    card = support_card(ENGLISH, support_organization(1, languages=languages), DAY)

    assert said in card.sentence
    assert ("too." in card.sentence) == bool(languages)
