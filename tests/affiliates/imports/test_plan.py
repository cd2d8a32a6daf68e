"""What an import would do to new rows: nothing unsure is imported, and each question is asked once."""

import pytest

from affiliates.imports.findings import Cause, Effect
from affiliates.imports.plan import Outcome, changed_regions
from tests.affiliates.imports.made_up_plans import COLUMNS, CONSTANTS, ONE, TWO, listed, outcomes, plan_of
from tests.made_up import ally, row


def test_new_rows_become_groups_with_ids_of_their_own() -> None:
    plan = plan_of(ONE, TWO, ("a3", "Made-up Kites", "Texas", ""), taken=["made-up-lanterns"])

    assert outcomes(plan) == [Outcome.NEW] * 3
    assert list(listed(plan)) == ["made-up-lanterns-2", "made-up-kites", "made-up-kites-2"]
    assert listed(plan)["made-up-kites"] == row(
        1,
        id="made-up-kites",
        name="Made-up Kites",
        regions="US-PA US-NJ",
        website="https://kites.example",
    )


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        ("New England", Outcome.REFUSED),
        ("Curitiba, PR", Outcome.UNSURE),
        ("Nationwide", Outcome.REFUSED),
        ("USA", Outcome.REFUSED),
        ("n/a", Outcome.REFUSED),
        ("", Outcome.REFUSED),
    ],
)
@pytest.mark.parametrize("scope", ["statewide", "national", "virtual"])
def test_nothing_unsure_is_imported_and_nothing_becomes_everywhere(state: str, outcome: Outcome, scope: str) -> None:
    plan = plan_of(("a1", "Made-up Lanterns", state, "x.example"), constants={**CONSTANTS, "scope": scope})

    if state == "USA" and scope != "statewide":
        assert plan.after()["made-up-lanterns"]["regions"] == "US"
    else:
        assert outcomes(plan) == [outcome]
        assert plan.after() == {}


@pytest.mark.parametrize(
    ("answer", "outcome", "regions"),
    [
        ("US-ME US-VT", Outcome.NEW, "US-ME US-VT"),
        ("us-me", Outcome.NEW, "US-ME"),
        ("skip", Outcome.SKIPPED, None),
        ("?", Outcome.REFUSED, None),
        ("everywhere", Outcome.REFUSED, None),  # statewide groups are somewhere
    ],
)
def test_each_unknown_place_is_answered_once(answer: str, outcome: Outcome, regions: str | None) -> None:
    rows = [(f"a{n}", f"Made-up {name}", "New England", "") for n, name in enumerate(["Lanterns", "Kites"])]
    plan = plan_of(*rows, places={"New England": answer})

    assert outcomes(plan) == [outcome] * 2
    assert {each["regions"] for each in plan.after().values()} == ({regions} if regions else set())


def test_everywhere_is_possible_where_somebody_says_so() -> None:
    constants = {**CONSTANTS, "scope": "virtual"}
    plan = plan_of(("a1", "Made-up", "Online", ""), places={"Online": "everywhere"}, constants=constants)

    assert plan.after()["made-up"]["regions"] == ""


@pytest.mark.parametrize(
    ("country", "outcome"), [("USA", Outcome.NEW), ("Brasil", Outcome.REFUSED), ("", Outcome.UNSURE)]
)
def test_country_column_decides_about_cities(country: str, outcome: Outcome) -> None:
    columns = {**COLUMNS, "country": ("Site",)}
    del columns["website"]
    plan = plan_of(("a1", "Made-up", "Lansing, MI", country), columns=columns)

    assert outcomes(plan) == [outcome]


def test_wrong_link_costs_the_link_and_not_the_group() -> None:
    plan = plan_of(("a1", "Made-up Lanterns", "Ohio", "no link at all"))

    assert outcomes(plan) == [Outcome.NEW]
    assert plan.after()["made-up-lanterns"]["website"] == ""
    assert {finding.effect for finding in plan.rows[0].findings} == {Effect.VALUE_LEFT_OUT}


def test_garbled_text_is_mended_only_where_that_is_wanted() -> None:
    garbled = ("a1", "Groupe inventÃ©", "QuÃ©bec", "")
    assert outcomes(plan_of(garbled)) == [Outcome.REFUSED]
    mended = plan_of(garbled, mend_text=True)

    assert mended.after()["groupe-invente"]["name"] == "Groupe inventé"
    assert mended.rows[0].findings[0].code == Cause.TEXT_GARBLED


def test_row_of_a_list_of_groups_is_never_a_listed_ally() -> None:
    twin = ally(1, name="Made-up Lanterns", regions="US-MI", website="https://lanterns.example/")
    asked = plan_of(ONE, entries={"ally-1": twin})
    assert outcomes(asked) == [Outcome.LOOK_ALIKE]
    new = plan_of(ONE, entries={"ally-1": twin}, look_alikes={"*": "new"})

    assert outcomes(new) == [Outcome.NEW]
    assert listed(new)["ally-1"] == twin
    assert changed_regions(new) == [("US-MI", 0, 1)]
