"""What an import would do to rows that look like others."""

from typing import Any

import pytest

from affiliates.imports.findings import Cause
from affiliates.imports.plan import Outcome
from affiliates.imports.wording import finding_sentence
from tests.affiliates.imports.made_up_plans import (
    ONE,
    outcomes,
    plan_of,
)
from tests.made_up import row


@pytest.mark.parametrize(
    ("other", "cause"),
    [
        ({"entries": {"x": row(1, id="x", name="The Made-up Lantern", regions="US-MI")}}, Cause.LOOKS_LISTED),
        ({"waiting": {"AM-1": row(1, name="The Made-up Lantern", regions="US-MI")}}, Cause.LOOKS_WAITING),
    ],
)
def test_look_alike_waits_for_an_answer(other: dict[str, Any], cause: Cause) -> None:
    plan = plan_of(ONE, **other)

    assert outcomes(plan) == [Outcome.LOOK_ALIKE]
    assert plan.rows[0].findings[-1].code == cause
    assert outcomes(plan_of(ONE, look_alikes={"a1": "new"}, **other)) == [Outcome.NEW]
    assert outcomes(plan_of(ONE, look_alikes={"a1": "skip"}, **other)) == [Outcome.SKIPPED]


def test_look_alike_that_is_a_listed_group_changes_it() -> None:
    entries = {"x": row(1, id="x", name="The Made-up Lantern", regions="US-MI")}
    plan = plan_of(ONE, entries=entries, look_alikes={"a1": "same as x"})

    assert (plan.rows[0].outcome, plan.rows[0].group_id) == (Outcome.CHANGED, "x")


def test_rows_that_look_like_each_other_are_one_and_a_question() -> None:
    plan = plan_of(ONE, ("a9", "Made-up Lanterns Inc.", "MI", ""), ("a8", "Made-up Lanterns", "Texas", ""))

    assert outcomes(plan) == [Outcome.NEW, Outcome.LOOK_ALIKE, Outcome.NEW]


def test_answer_that_names_no_listed_group_is_told() -> None:
    plan = plan_of(ONE, look_alikes={"a1": "same as nobody"})

    assert outcomes(plan) == [Outcome.UNSURE]
    assert finding_sentence(plan.rows[0].findings[-1]) == (
        "name “Made-up Lanterns”: the answer names a group that is not listed: “same as nobody” "
        "(not imported until you answer)"
    )


def test_each_group_is_at_most_one_row() -> None:
    entries = {"x": row(1, id="x", name="Made-up Lanterns", regions="US-MI")}
    other = ("a5", "Made-up Candles", "Mich.", "")
    plan = plan_of(ONE, other, entries=entries, look_alikes={"a5": "same as x"})

    assert [each.group_id for each in plan.rows] == ["", "x"]
    assert plan.rows[0].outcome is Outcome.LOOK_ALIKE
