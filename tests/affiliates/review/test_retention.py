"""Erasing: on request, after a while, and never what changed in between."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from affiliates.applications.decisions import Verdict
from affiliates.applications.model import SpamReason
from affiliates.applications.states import State, application_states
from affiliates.errors import Conflict, DecisionConflictError, UnknownApplicationError
from affiliates.review.retention import PRUNED_STATES, applications_to_prune, erase_applications
from affiliates.storage.files.store import FileStore
from tests.made_up import application, decision, row, write_directory

LIMIT = datetime.now(UTC) - timedelta(days=180)
LONG_AGO, LATELY = LIMIT - timedelta(days=1), LIMIT + timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    store = FileStore(write_directory(tmp_path, row(900)))
    for number in (1, 2, 3):
        store.add(application(number))
    return store


def prune(store: FileStore) -> list[str]:
    old = applications_to_prune(store.applications(), store.decisions(), LIMIT)
    erase_applications(store, old, reviewer="x", states=PRUNED_STATES)
    return old


def states(store: FileStore) -> list[State]:
    return [*application_states(store.applications(), store.decisions()).values()]


def test_prune_erases_what_was_declined_long_ago_and_nothing_else(store: FileStore, tmp_path: Path) -> None:
    store.record_decision(decision(1, decided_at=LONG_AGO, note="because of Contact 1"))
    store.record_decision(decision(2, decided_at=LATELY))

    assert prune(store) == ["AM-0000-0001"]
    assert prune(store) == []
    assert states(store) == [State.ERASED, State.DECLINED, State.WAITING]
    assert b"Contact 1" not in b"".join(path.read_bytes() for path in tmp_path.rglob("*.csv"))


def test_what_a_reviewer_marked_as_spam_is_kept_as_long_from_then(store: FileStore) -> None:
    early, late = (application(number, sent_at=LONG_AGO - timedelta(days=30)) for number in (4, 5))
    for each, at in ((early, LONG_AGO), (late, LATELY)):
        store.add(each)
        number = int(each.reference[-1])
        store.record_decision(decision(number, application=each.reference, verdict=Verdict.MARK_AS_SPAM, decided_at=at))

    assert prune(store) == [early.reference]
    assert states(store)[-2:] == [State.ERASED, State.SPAM]


def test_erasing_keeps_that_it_happened_and_nothing_personal(store: FileStore) -> None:
    erase_applications(store, ["AM-0000-0002"], reviewer="Robin", note="on request")

    last = store.decisions()[-1]
    assert (last.verdict, last.application, last.reviewer, last.note) == (
        Verdict.ERASE,
        "AM-0000-0002",
        "Robin",
        "on request",
    )
    assert store.applications()[1] == application(2).without_personal_data()


def test_unknown_reference_erases_nothing(store: FileStore) -> None:
    with pytest.raises(UnknownApplicationError, match="AM-NOBODY"):
        erase_applications(store, ["AM-0000-0001", "AM-NOBODY"], reviewer="x")

    assert states(store)[0] is State.WAITING


def test_what_left_its_state_in_the_meantime_is_not_erased(store: FileStore) -> None:
    with pytest.raises(DecisionConflictError) as refused:
        erase_applications(store, ["AM-0000-0001"], reviewer="x", states={State.SPAM})

    assert refused.value.reason is Conflict.STATE_CHANGED
    assert states(store)[0] is State.WAITING


def test_what_is_held_because_others_came_is_never_pruned(store: FileStore) -> None:
    kept = application(4, sent_at=LONG_AGO, spam_reason=SpamReason.MANY_FROM_ONE_ADDRESS)
    store.add(kept)
    store.add(application(5, sent_at=LONG_AGO, spam_reason=SpamReason.HONEYPOT))

    assert prune(store) == ["AM-0000-0005"]
    assert store.applications()[3] == kept
