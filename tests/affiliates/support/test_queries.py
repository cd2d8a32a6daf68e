"""Whom a family is told to call, and what one of us should check next."""

from datetime import date

from affiliates.support.queries import due_for_check, is_due, support_in
from tests.made_up import support_organization

DAY = date(2027, 6, 30)


def test_region_has_its_own_organizations_and_the_national_ones_behind() -> None:
    agency = support_organization(1, kind="protection_and_advocacy")
    center = support_organization(2)
    found = support_in("US-OH", [agency, support_organization(3, region="US-MI"), center])

    assert found.first == (agency, center)
    assert found.others == ()
    assert [each.label.text for each in found.national] == [
        "Find your parent center",
        "Find your state’s disability lawyers",
        "Visit the Alliance",
    ]


def test_number_that_is_known_comes_first() -> None:
    agency = support_organization(1, kind="protection_and_advocacy", phone="")
    center = support_organization(2)

    assert support_in("US-OH", [agency, center]).first == (center, agency)


def test_of_many_centers_those_without_a_number_follow_in_a_list() -> None:
    agency = support_organization(1, kind="protection_and_advocacy", phone="")
    centers = [support_organization(number, phone="" if number % 2 else "1-800-555-0100") for number in range(2, 7)]
    found = support_in("US-OH", [agency, *centers])

    assert [each.id for each in found.first] == [*(f"us-oh-made-up-{number}" for number in (2, 4, 6, 1))]
    assert [each.id for each in found.others] == ["us-oh-made-up-3", "us-oh-made-up-5"]


def test_province_without_an_organization_has_the_national_ones() -> None:
    found = support_in("CA-ON", [support_organization(1)])

    assert (found.first, found.others) == ((), ())
    assert [each.label.text for each in found.national] == ["Find your association", "Visit the Alliance"]


def test_what_nobody_checked_within_twelve_months_is_due_oldest_first() -> None:
    never, never_without_number = support_organization(1, region="US-TX"), support_organization(2, phone="")
    seen_long_ago = support_organization(3, region="US-WY", evidence_date="1998-09")
    old, older = (support_organization(number, checked_on=f"202{number}-06-29") for number in (6, 5))
    fresh = support_organization(9, checked_on="2026-06-30")

    assert due_for_check([fresh, old, never_without_number, older, never, seen_long_ago], DAY) == [
        seen_long_ago,
        never,
        never_without_number,
        older,
        old,
    ]
    assert not is_due(fresh, DAY)
