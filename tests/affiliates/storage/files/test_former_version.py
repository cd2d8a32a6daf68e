"""A store that version 0.1 made: it opens, means the same, and can be written to."""

import json
import shutil
from pathlib import Path

import pytest

from affiliates.applications.decisions import Verdict
from affiliates.applications.model import CorrectionReason, SpamReason
from affiliates.applications.states import State, application_states
from affiliates.storage.files.store import FileStore
from tests.made_up import application, approval, decision

# Made with version 0.1: twelve applications, ten decisions on them or on the listed group, one reviewer, one attempt.
STORE = Path(__file__).parent / "store_0_1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STORE, tmp_path / "data"))


def number_of(reference: str) -> int:
    return int(reference[-2:])


def test_former_applications_mean_the_same(folder: Path) -> None:
    applications = FileStore(folder).applications()
    by_number = {number_of(each.reference): each for each in applications}

    assert list(by_number) == list(range(1, 13))
    assert by_number[1] == application(1)
    assert [by_number[number].spam_reason for number in (5, 6, 7, 8)] == [
        SpamReason.HONEYPOT,
        SpamReason.TOO_FAST,
        SpamReason.MANY_FROM_ONE_BROWSER,
        SpamReason.MANY_AT_ONCE,
    ]
    assert [by_number[number].problem for number in (9, 10)] == [
        CorrectionReason.DEAD_LINK,
        CorrectionReason.WRONG_REGION,
    ]
    assert by_number[9].message == "The “site” is gone.\nSorry: =1+1"
    assert by_number[11].whole_entry
    assert by_number[12] == application(12).without_personal_data()


def test_former_decisions_lead_to_the_same_states(folder: Path) -> None:
    store = FileStore(folder)
    states = application_states(store.applications(), store.decisions())

    assert [each.verdict for each in store.decisions()] == [
        Verdict.APPROVE,
        Verdict.DECLINE,
        Verdict.ASK,
        Verdict.MARK_AS_SPAM,
        Verdict.RELEASE,
        Verdict.CLOSE,
        Verdict.REOPEN,
        Verdict.VERIFY,
        Verdict.UNDO,
        Verdict.ERASE,
    ]
    assert {number_of(reference): state for reference, state in states.items()} == {
        1: State.WAITING,
        2: State.DECLINED,
        3: State.NEEDS_INFORMATION,
        4: State.SPAM,
        5: State.WAITING,
        6: State.SPAM,
        7: State.HELD,
        8: State.HELD,
        9: State.WAITING,
        10: State.WAITING,
        11: State.WAITING,
        12: State.ERASED,
    }


def test_former_directory_history_and_reviewers_are_there(folder: Path) -> None:
    store = FileStore(folder)
    entry = store.directory.entry("group-50") or {}

    assert (entry["status"], entry["last_verified_on"]) == ("active", "2026-04-01")
    assert [len(each.groups()) for each in store.directory.snapshots()] == [2, 2, 1]
    assert list(store.reviewers.passphrase_hashes()) == ["Robin"]


def test_former_files_are_written_to_and_stay_whole(folder: Path) -> None:
    store = FileStore(folder)
    before = store.applications(), store.decisions()
    store.add(application(20))
    store.record_decision(approval(20))
    store.add(application(20, reference="AM-AGAIN"))

    again = FileStore(folder)
    assert again.applications() == [*before[0], application(20)]
    assert again.decisions() == [*before[1], approval(20)]
    header = (folder / "review" / "applications.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert "spam_reason" in header
    assert "held_for" not in header


def test_decision_that_the_former_version_left_unfinished_is_finished(folder: Path) -> None:
    store = FileStore(folder)
    values = approval(20).model_dump(mode="json")
    (folder / "review" / "unfinished.json").write_text(json.dumps([values | {"verdict": "approved"}]))
    decisions = folder / "review" / "decisions.csv"
    row = [values[name] or "" for name in ("decision_id", "decided_at", "reviewer")]
    quoted = [*row, "approved", values["application"], values["group_id"], "", "", "", json.dumps(values["after"])]
    with decisions.open("a", encoding="utf-8") as file:
        file.write(",".join('"' + str(cell).replace('"', '""') + '"' for cell in quoted) + "\n")

    store = FileStore(folder)
    assert store.directory.entry("group-20") == approval(20).after
    assert not (folder / "review" / "unfinished.json").exists()
    store.record_decision(decision(21, application=application(1).reference))


def test_decision_from_before_there_were_allies_can_be_taken_back(folder: Path) -> None:
    store = FileStore(folder)
    done = next(each for each in reversed(store.decisions()) if each.verdict is Verdict.REOPEN)
    now = store.directory.entry(done.group_id)
    assert now
    store.record_decision(
        decision(20, application="", group_id=done.group_id, verdict=Verdict.CLOSE, before=now, after=done.before)
    )

    assert store.directory.entry(done.group_id) == done.before
    assert "kind" not in (folder / "affiliates.csv").read_text(encoding="utf-8-sig").splitlines()[0]
