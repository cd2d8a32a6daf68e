"""Decisions and what they change: one group, many, or nothing at all."""

import pytest

from affiliates.applications.batches import Batch, EntryChange, SourceRow
from affiliates.applications.decisions import Decision, Verdict
from affiliates.applications.model import Application
from affiliates.directory import records
from affiliates.errors import AffiliatesError, DecisionConflictError, StoreError
from affiliates.storage.entries import content
from tests.affiliates.storage.contract.conftest import Opened
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import application, approval, decision, row


def test_precondition_that_refuses_keeps_nothing(opened: Opened) -> None:
    def refuse(applications: list[Application], decisions: list[Decision]) -> None:
        raise AffiliatesError(f"{len(applications)} and {len(decisions)}")

    opened().add(application(1))
    with pytest.raises(AffiliatesError, match="1 and 0"):
        opened().add(application(2), refuse)
    with pytest.raises(AffiliatesError, match="1 and 0"):
        opened().record_decision(approval(1), refuse)

    assert len(opened().applications()) == 1
    assert opened().decisions() == []
    assert opened().directory.entry("group-1") is None


def test_several_decisions_are_kept_at_once_or_none(opened: Opened) -> None:
    def refuse(applications: list[Application], decisions: list[Decision]) -> None:
        raise AffiliatesError

    released = [decision(number, verdict=Verdict.RELEASE) for number in (1, 2)]
    with pytest.raises(AffiliatesError):
        opened().record_decisions(released, refuse)
    assert opened().decisions() == []
    opened().record_decisions(released)

    assert opened().decisions() == released


def test_version_of_the_log_changes_with_all_that_is_kept_and_erased_and_with_nothing_else(opened: Opened) -> None:
    versions = [opened().log_version()]
    opened().add(application(1))
    versions.append(opened().log_version())
    opened().record_decision(approval(1))
    versions.append(opened().log_version())
    opened().erase([decision(2, application="AM-0000-0001", verdict=Verdict.ERASE)])
    versions.append(opened().log_version())

    assert len(set(versions)) == len(versions)
    assert opened().log_version() == versions[-1]


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_decision_and_group_come_back_exactly(opened: Opened, text: str) -> None:
    made = approval(1, note=text, after=row(1, name=text.strip(), description=text.strip()))
    opened().record_decision(made)

    assert opened().decisions() == [made]
    assert opened().directory.entry("group-1") == made.after


def test_publishing_changes_one_group_and_no_other(opened: Opened) -> None:
    opened().record_decision(approval(1))
    opened().record_decision(approval(2, group_id="group-1", before=row(1), after=row(1, city="Made-up City")))

    groups = opened().directory.read().groups.set_index("id")
    assert list(groups.index) == ["group-900", "group-1"]
    assert groups.at["group-1", "city"] == "Made-up City"
    assert groups.at["group-900", "name"] == "Listed Before"


def test_group_that_changed_meanwhile_is_not_overwritten(opened: Opened) -> None:
    opened().record_decision(approval(1))
    for before in (None, row(1, city="Somewhere Else")):
        with pytest.raises(DecisionConflictError):
            opened().record_decision(approval(2, group_id="group-1", before=before, after=row(1, city="Lost")))

    assert opened().directory.entry("group-1") == row(1)
    assert len(opened().decisions()) == 1


def test_taking_a_new_group_back_takes_its_row_out(opened: Opened) -> None:
    opened().record_decision(approval(1))
    opened().record_decision(
        decision(2, verdict=Verdict.UNDO, group_id="group-1", undoes=approval(1).decision_id, before=row(1), after=None)
    )

    assert opened().directory.entry("group-1") is None
    assert opened().directory.entry("group-900") is not None


def test_many_groups_change_at_once_as_one_version_or_not_at_all(opened: Opened) -> None:
    imported = decision(1, verdict=Verdict.IMPORT, application="")
    listed = [EntryChange(group_id=f"group-{n}", before=None, after=row(n)) for n in (1, 2, 3)]
    moved = EntryChange(group_id="group-900", before=row(900, name="Listed Before"), after=row(900, city="Moved"))
    rows = (SourceRow(keys=("id:1",), group_id="group-1", values={"name": "Made-up Group 1"}),)
    batch = Batch(source="list", changes=(*listed, moved), rows=rows)
    changed_meanwhile = Batch(source="list", changes=(*listed, moved.model_copy(update={"before": row(900)})))
    with pytest.raises(DecisionConflictError):
        opened().record_batch(imported, changed_meanwhile)
    assert (opened().decisions(), opened().batch(imported.decision_id)) == ([], None)
    assert list(opened().directory.read().groups["id"]) == ["group-900"]
    opened().record_batch(imported, batch)

    assert opened().decisions() == [imported]
    assert opened().batch(imported.decision_id) == batch
    assert [len(each.groups()) for each in opened().directory.snapshots()] == [1, 4]
    assert opened().directory.entry("group-900") == moved.after


def test_import_that_would_make_the_directory_unreadable_is_refused(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "MAX_ROWS", 1_000)
    monkeypatch.setattr(content, "MAX_BYTES", 1_000_000)
    changes = [EntryChange(group_id=f"g-{n}", before=None, after=row(1, id=f"g-{n}")) for n in range(1_000)]
    many = Batch(source="list", changes=tuple(changes))
    long = EntryChange(group_id="g", before=None, after=row(1, id="g", description="x" * 1_000_001))
    for batch in (many, Batch(source="list", changes=(long,))):
        with pytest.raises(StoreError, match="Nothing was saved"):
            opened().record_batch(decision(1, verdict=Verdict.IMPORT, application=""), batch)

    assert opened().decisions() == []
    assert list(opened().directory.read().groups["id"]) == ["group-900"]
