"""An import is one decision and one version, all or nothing; it is taken back but for what was changed since."""

from pathlib import Path
from typing import Any

import pytest

from affiliates.applications.decisions import Verdict
from affiliates.directory.schema import COLUMNS
from affiliates.errors import DecisionConflictError, UnknownImportError
from affiliates.imports.applying import apply_plan, surroundings_in, undo_import
from affiliates.imports.mapping import ListMapping
from affiliates.imports.plan import Outcome, Plan, make_plan
from affiliates.review.file.lost_decisions import lost_decisions
from affiliates.storage.files.store import FileStore
from affiliates.storage.group_ids import used_group_ids
from tests.affiliates.imports.made_up_files import delimited, table_of
from tests.made_up import approval, decision, row, write_directory

MAPPING = ListMapping(
    source="list",
    columns={"name": ("Group",), "regions": ("State",), "city": ("City",)},
    constants={"scope": "local", "status": "active"},
)
ROWS = [("Group", "State", "City"), ("Made-up Lanterns", "MI", "Lansing"), ("Made-up Kites", "Ohio", "Dayton")]


def plan_in(store: FileStore, rows: Any = ROWS) -> Plan:
    return make_plan(table_of(delimited(rows)), MAPPING, surroundings_in(store, MAPPING.source))


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(write_directory(tmp_path, row(900, name="Listed Before")))


def test_import_is_one_decision_and_one_version(store: FileStore) -> None:
    done = apply_plan(store, plan_in(store), reviewer="Robin")

    assert store.decisions() == [done]
    assert (done.verdict, done.reviewer) == (Verdict.IMPORT, "Robin")
    assert [list(each.groups()["id"]) for each in store.directory.snapshots()] == [
        ["group-900"],
        ["group-900", "made-up-lanterns", "made-up-kites"],
    ]
    assert [each.outcome for each in plan_in(store).rows] == [Outcome.SAME] * 2


def test_import_is_taken_back_as_if_it_had_not_been(store: FileStore, tmp_path: Path) -> None:
    before = (tmp_path / "affiliates.csv").read_bytes()
    done = apply_plan(store, plan_in(store), reviewer="Robin")
    undone = undo_import(store, done.decision_id[:8], reviewer="Robin")

    assert (undone.taken_back, undone.kept) == (2, ())
    assert (tmp_path / "affiliates.csv").read_bytes() == before
    with pytest.raises(UnknownImportError, match="no import to take back"):
        undo_import(store, done.decision_id, reviewer="Robin")
    assert [each.group_id for each in plan_in(store).rows] == ["made-up-lanterns-2", "made-up-kites-2"]


def test_undo_keeps_and_names_what_was_changed_since(store: FileStore) -> None:
    done = apply_plan(store, plan_in(store), reviewer="Robin")
    entry = store.directory.entry("made-up-kites")
    assert entry
    edit = decision(
        2, verdict=Verdict.EDIT, application="", group_id="made-up-kites", before=entry, after=entry | {"city": "Akron"}
    )
    store.record_decision(edit)
    undone = undo_import(store, done.decision_id, reviewer="Robin")

    assert (undone.taken_back, undone.kept) == (1, ("made-up-kites",))
    assert list(store.directory.read().groups["id"]) == ["group-900", "made-up-kites"]


def test_second_import_changes_what_the_list_changed_and_its_undo_leaves_the_first(store: FileStore) -> None:
    apply_plan(store, plan_in(store), reviewer="Robin")
    moved = [*ROWS[:2], ("Made-up Kites", "Ohio", "Akron")]
    second = apply_plan(store, plan_in(store, moved), reviewer="Robin")
    assert (store.directory.entry("made-up-kites") or {})["city"] == "Akron"
    undo_import(store, second.decision_id, reviewer="Robin")

    assert (store.directory.entry("made-up-kites") or {})["city"] == "Dayton"
    assert [each.outcome for each in plan_in(store, moved).rows] == [Outcome.SAME, Outcome.CHANGED]


def test_plan_made_before_somebody_else_changed_a_group_does_nothing(store: FileStore) -> None:
    apply_plan(store, plan_in(store), reviewer="Robin")
    plan = plan_in(store, [*ROWS[:2], ("Made-up Kites", "Ohio", "Akron")])
    entry = store.directory.entry("made-up-kites") or {}
    store.record_decision(
        decision(
            2,
            verdict=Verdict.PAUSE,
            application="",
            group_id=entry["id"],
            before=entry,
            after=entry | {"status": "paused"},
        )
    )
    with pytest.raises(DecisionConflictError):
        apply_plan(store, plan, reviewer="Robin")

    assert len(store.decisions()) == 2


def test_ids_that_groups_once_had_are_not_given_again(store: FileStore) -> None:
    listed = row(1, id="made-up-kites")
    store.record_decision(approval(1, group_id="made-up-kites", after=listed))
    store.record_decision(
        decision(2, verdict=Verdict.UNDO, group_id="made-up-kites", undoes=approval(1).decision_id, before=listed)
    )

    assert plan_in(store).rows[1].group_id == "made-up-kites-2"


def test_export_of_the_directory_is_the_same_when_it_comes_back(store: FileStore, tmp_path: Path) -> None:
    apply_plan(store, plan_in(store), reviewer="Robin")
    text = (tmp_path / "affiliates.csv").read_text()
    own = ListMapping(source="export", columns={column: (column,) for column in COLUMNS})
    plan = make_plan(table_of(text), own, surroundings_in(store, "export"))

    assert [each.outcome for each in plan.rows] == [Outcome.SAME] * 3


def test_id_of_an_import_that_was_taken_back_is_not_given_to_another_group(store: FileStore) -> None:
    done = apply_plan(store, plan_in(store), reviewer="Robin")
    undo_import(store, done.decision_id, reviewer="Robin")

    assert used_group_ids(store) == {"made-up-lanterns", "made-up-kites"}


def test_what_was_imported_and_is_gone_from_the_file_is_a_lost_decision(store: FileStore, tmp_path: Path) -> None:
    done = apply_plan(store, plan_in(store), reviewer="Robin")
    groups = store.directory.read().groups
    assert lost_decisions(store.decisions(), groups, store.directory, batch_of=store.batch) == []
    file = tmp_path / "affiliates.csv"
    file.write_text(file.read_text().replace("Dayton", "Akron"))
    groups = store.directory.read().groups
    (lost,) = lost_decisions(store.decisions(), groups, store.directory, batch_of=store.batch)
    assert (lost.group_id, lost.decided, lost.present) == ("made-up-kites", {"city": "Dayton"}, {"city": "Akron"})
    undo_import(store, done.decision_id, reviewer="Robin")

    groups = store.directory.read().groups
    (lost,) = lost_decisions(store.decisions(), groups, store.directory, batch_of=store.batch)
    assert lost.group_id == "made-up-kites"  # the undo left it, because somebody had changed it
