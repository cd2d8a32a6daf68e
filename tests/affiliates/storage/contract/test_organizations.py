"""Decisions on who else helps."""

from typing import Any

import pytest

from affiliates.applications.decisions import Decision, Verdict
from affiliates.applications.model import Application
from affiliates.errors import AffiliatesError, DecisionConflictError
from tests.affiliates.storage.contract.conftest import Opened
from tests.made_up import decision, support_row


def on_organization(number: int, **values: Any) -> Decision:
    own = {"verdict": Verdict.EDIT, "application": "", "organization_id": "us-oh-made-up-1", "before": support_row(1)}
    return decision(number, **{**own, **values})


def test_decision_on_an_organization_changes_it_and_nothing_else(opened: Opened) -> None:
    store = opened()
    before, directory = store.support.version(), store.directory.version()
    changed = on_organization(1, after=support_row(1, phone="1-800-555-0199", checked_on="2026-05-01"))
    store.record_decision(changed)

    assert opened().decisions() == [changed]
    assert opened().support.entry("us-oh-made-up-1") == changed.after
    assert opened().support.entry("us-oh-made-up-2") == support_row(2)
    assert [each.phone for each in opened().support.read().organizations] == ["1-800-555-0199", "1-800-555-0002"]
    assert store.support.version() != before
    assert store.directory.version() == directory


def test_organization_that_changed_meanwhile_is_not_overwritten(opened: Opened) -> None:
    opened().record_decision(on_organization(1, after=support_row(1, phone="1-800-555-0199")))
    with pytest.raises(DecisionConflictError):
        opened().record_decision(on_organization(2, after=support_row(1, phone="1-800-555-0142")))

    assert (opened().support.entry("us-oh-made-up-1") or {})["phone"] == "1-800-555-0199"
    assert len(opened().decisions()) == 1


def test_removed_organization_comes_back_as_it_was(opened: Opened) -> None:
    removed = on_organization(1, verdict=Verdict.REMOVE, after=None)
    opened().record_decision(removed)
    assert opened().support.entry("us-oh-made-up-1") is None
    assert opened().directory.entry("group-900") is not None
    opened().record_decision(
        on_organization(2, verdict=Verdict.UNDO, undoes=removed.decision_id, before=None, after=support_row(1))
    )

    assert opened().support.entry("us-oh-made-up-1") == support_row(1)


def test_precondition_that_refuses_changes_no_organization(opened: Opened) -> None:
    def refuse(applications: list[Application], decisions: list[Decision]) -> None:
        raise AffiliatesError

    with pytest.raises(AffiliatesError):
        opened().record_decision(on_organization(1, after=support_row(1, phone="")), refuse)

    assert opened().support.entry("us-oh-made-up-1") == support_row(1)
    assert opened().decisions() == []
