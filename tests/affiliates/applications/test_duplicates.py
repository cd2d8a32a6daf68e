"""Duplicates: what must not hide one, and what is not one."""

import pytest

from affiliates.applications.duplicates import find_duplicates

OTHER = {"name": "Keep All Students Safe – NY", "regions": "US-NY", "facebook": "https://www.facebook.com/groups/281/"}


def found(other: dict[str, str] = OTHER, **values: str) -> bool:
    return bool(find_duplicates(values, [("other", other)]))


@pytest.mark.parametrize(
    "name",
    [
        "Keep All Students Safe – NY",
        "keep all students safe - ny",
        "The Keep All Students Safe NY",
        "KeepAllStudentsSafe N.Y.",
        "NY Keep All Students Safe",
        "Kéep Àll Stüdents Safe NY",
        "Keep All Studnts Safe NY",
        "Keep  All\u00a0Students   Safe (NY)",
    ],
)
def test_spelling_does_not_hide_a_duplicate(name: str) -> None:
    assert found(name=name, regions="US-NY")
    assert found(name=name, regions="US-CA")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("EndSaR Michigan", "Michigan Advocates to End Seclusion and Restraint (EndSaR)"),
        ("Safe Schools Idaho", "Idahoans for Safe Schools"),
        ("Parents de Québec unis", "Parents unis du Quebec"),
    ],
)
def test_short_form_is_a_duplicate_within_a_region_only(one: str, other: str) -> None:
    assert found({"name": other, "regions": "US-MI"}, name=one, regions="US-OH US-MI")


@pytest.mark.parametrize(
    ("one", "other", "region"),
    [
        ("Ohio Parents United", "Texas Parents United", "US-TX"),
        ("Parents United Ohio", "Ohio Parents Together", "US-OH"),
        ("Idaho Families", "Idahoans for Safe Schools", "US-OH"),
        ("", "", "US-OH"),
    ],
)
def test_groups_of_one_kind_are_not_duplicates(one: str, other: str, region: str) -> None:
    assert not found({"name": other, "regions": region}, name=one, regions="US-OH")


@pytest.mark.parametrize(
    "values",
    [
        {"facebook": "https://m.facebook.com/groups/281?ref=share"},
        {"other_link": "http://facebook.com/groups/281"},
        {"email": "ALL@made-up.example"},
    ],
)
def test_same_link_or_address_is_a_duplicate_whatever_the_name(values: dict[str, str]) -> None:
    candidates = find_duplicates(
        {"name": "Quite Another", **values}, [("other", OTHER | {"email": "all@made-up.example"})]
    )

    assert [(each.id, each.shares_link) for each in candidates] == [("other", True)]


def test_likeliest_come_first_and_no_more_than_asked() -> None:
    others = [(str(number), OTHER | {"name": f"Keep All Students Safe NY{'!' * number}"}) for number in range(5)]
    others.append(("link", {"name": "Another", "website": "https://made-up.example"}))
    candidates = find_duplicates({**OTHER, "facebook": "", "website": "https://made-up.example/"}, others, limit=2)

    assert candidates[0].id == "link"
    assert len(candidates) == 2
