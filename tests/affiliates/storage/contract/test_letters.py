"""Letters to groups: each step is kept in order, and the keys of their links are changed by one at a time."""

from datetime import timedelta

import pytest

from affiliates.applications.decisions import Verdict
from affiliates.errors import Conflict, DecisionConflictError
from affiliates.storage.contract.letters import LetterEvent, LetterStep, LinkKey
from tests.affiliates.storage.contract.conftest import MOMENT, Opened
from tests.made_up import application, decision

FIRST = LetterEvent("question-1", "group-1", "AM-0000-0001", 1, LetterStep.BEGUN, MOMENT)
SENT = LetterEvent("question-1", "group-1", "AM-0000-0001", 1, LetterStep.SENT, MOMENT)


def test_steps_come_back_in_their_order(opened: Opened) -> None:
    assert opened().letters.events() == []
    opened().letters.record(FIRST)
    opened().letters.record(SENT)

    assert opened().letters.events() == [FIRST, SENT]


def test_version_changes_with_each_step_and_with_nothing_else(opened: Opened) -> None:
    assert opened().letters.version() == ""
    opened().letters.record(FIRST)
    version = opened().letters.version()
    opened().letters.renew_link_keys(lambda keys: [*keys, LinkKey("made-up", MOMENT)])
    assert opened().letters.version() == version
    opened().letters.record(SENT)

    assert opened().letters.version() != version


def test_precondition_sees_what_is_kept_and_refuses(opened: Opened) -> None:
    def nobody_was_faster(events: list[LetterEvent]) -> None:
        if events:
            raise DecisionConflictError(Conflict.STATE_CHANGED)

    opened().letters.record(FIRST, nobody_was_faster)
    with pytest.raises(DecisionConflictError):
        opened().letters.record(FIRST, nobody_was_faster)

    assert opened().letters.events() == [FIRST]


def test_keys_are_what_was_made_of_them(opened: Opened) -> None:
    key = LinkKey("made-up", MOMENT)
    assert opened().letters.link_keys() == []
    assert opened().letters.renew_link_keys(lambda keys: [*keys, key]) == [key]
    assert opened().letters.renew_link_keys(lambda keys: [*keys, key]) == [key, key]

    assert opened().letters.link_keys() == [key, key]


def test_letters_to_be_sent_by_a_person_go_with_their_application_or_their_time(opened: Opened) -> None:
    store = opened()
    store.add(application(1))
    erased, old = FIRST, LetterEvent("question-2", "group-2", "AM-0000-0002", 1, LetterStep.WRITTEN, MOMENT)
    paths = [store.letters.write(event, b"To: private@made-up.example") for event in (erased, old)]
    store.letters.record(old)
    assert len(set(paths)) == 2

    store.letters.remove_written(MOMENT)
    store.erase([decision(1, verdict=Verdict.ERASE)])
    store.letters.remove_written(MOMENT + timedelta(seconds=1))
    store.letters.remove_written(MOMENT + timedelta(seconds=1))
    assert opened().letters.write(erased, b"anew") == paths[0]
