"""What an import would do to rows that it brought in before, and to groups that are listed already."""

import pytest

from affiliates.imports.findings import Cause
from affiliates.imports.plan import Outcome, Surroundings, make_plan
from affiliates.imports.problem_rows import problems_csv
from tests.affiliates.imports.made_up_files import delimited, table_of
from tests.affiliates.imports.made_up_plans import COLUMNS, HEADER, ONE, TWO, known, listed, mapping, outcomes, plan_of
from tests.made_up import row


def test_same_list_again_changes_nothing() -> None:
    first = plan_of(ONE, TWO)
    again = plan_of(ONE, TWO, entries=listed(first), known=known(first))

    assert outcomes(again) == [Outcome.SAME] * 2


@pytest.mark.parametrize(
    "row_of_it",
    [
        ("a1", "Made-up Lamps", "Ohio", "lamps.example"),  # by its own id
        ("", "Made-up Lamps", "Mich.", "https://www.lanterns.example/"),  # by its link
        ("", "made-up lanterns", "MI", "other.example"),  # by its name and region
    ],
)
def test_row_is_known_again_by_its_id_its_link_or_its_name(row_of_it: tuple[str, ...]) -> None:
    first = plan_of(ONE, TWO)
    again = plan_of(row_of_it, entries=listed(first), known=known(first))

    assert (again.rows[0].outcome, again.rows[0].group_id) == (Outcome.CHANGED, "made-up-lanterns")
    assert again.gone == ("made-up-kites",)
    assert set(again.after()) == {"made-up-lanterns", "made-up-kites"}


@pytest.mark.parametrize(
    ("theirs", "ours", "outcome", "site", "conflicts"),
    [
        ("new.example", "lanterns.example", Outcome.CHANGED, "new.example", 0),
        ("lanterns.example", "ours.example", Outcome.SAME, "ours.example", 0),
        ("new.example", "ours.example", Outcome.SAME, "ours.example", 1),
        ("new.example", "new.example", Outcome.SAME, "new.example", 0),
        ("", "lanterns.example", Outcome.CHANGED, "", 0),
        ("", "ours.example", Outcome.SAME, "ours.example", 1),
    ],
)
def test_three_ways_of_change(theirs: str, ours: str, outcome: Outcome, site: str, conflicts: int) -> None:
    first = plan_of(ONE)
    entries = listed(first)
    entries["made-up-lanterns"] |= {"website": f"https://{ours}"}
    again = plan_of((*ONE[:3], theirs), entries=entries, known=known(first))

    assert outcomes(again) == [outcome]
    assert again.after()["made-up-lanterns"]["website"] == (f"https://{site}" if site else "")
    assert [each.code for each in again.rows[0].findings] == [Cause.CONFLICT] * conflicts


def test_first_import_fills_in_what_a_listed_group_lacks_and_overwrites_nothing() -> None:
    ours = row(1, id="lanterns", name="Made-up Lanterns", regions="US-MI", description="In our words.")
    plan = plan_of(ONE, entries={"lanterns": ours})

    assert plan.after()["lanterns"] == {**ours, "website": "https://lanterns.example"}


def test_what_is_the_same_in_every_row_is_no_conflict_with_a_listed_group() -> None:
    entry = row(1, id="lanterns", name="Made-up Lanterns", regions="US-MI", scope="local", status="paused")
    plan = plan_of(ONE, entries={"lanterns": entry})

    assert [each.findings for each in plan.rows] == [()]
    assert listed(plan)["lanterns"] == {**entry, "website": "https://lanterns.example"}


def test_group_that_was_paused_here_stays_paused() -> None:
    first = plan_of(ONE)
    entries = listed(first)
    entries["made-up-lanterns"] |= {"status": "paused"}

    assert outcomes(plan_of(ONE, entries=entries, known=known(first))) == [Outcome.SAME]


def test_problems_corrected_and_fed_back_are_the_same_rows() -> None:
    rows = (ONE, ("a2", "=Made-up Kites", "New England", "kites.example"))
    table = table_of("Our groups\n" + delimited([HEADER, *rows]))
    own = mapping(header_row=2)
    plan = make_plan(table, own, Surroundings({}, {}))
    text = problems_csv(table, plan).decode("utf-8-sig")
    assert '"\'=Made-up Kites"' in text
    known_names = [name for names in COLUMNS.values() for name in names]
    back = table_of(text.replace('"New England"', '"Vermont"'), header_row=2, known=known_names)
    again = make_plan(back, own, Surroundings(listed(plan), {}, known(plan)[:1]))

    assert [each.outcome for each in again.rows] == [Outcome.NEW]
    assert again.after()["made-up-kites"]["name"] == "=Made-up Kites"
    assert again.gone == ()
