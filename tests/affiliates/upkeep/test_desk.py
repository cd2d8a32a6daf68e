"""Letters that groups have ended, at the desk: what a reviewer sees of it, and the way back that the log keeps."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from affiliates.applications.decisions import Verdict
from affiliates.applications.model import Kind
from affiliates.errors import DecisionConflictError, NotAllowedError
from affiliates.review.service import ReviewService
from affiliates.review.sign_in import SignInRegistry
from affiliates.storage.contract.letters import LetterEvent, LetterStep
from affiliates.storage.files.store import FileStore
from affiliates.upkeep.desk import LetterReview
from affiliates.upkeep.relay.reachable import reachable_contacts
from affiliates.upkeep.wishes import EndedLetters, LetterKind
from tests.affiliates.upkeep.mail import DAY, NOW, store_with, to_ask
from tests.made_up import application, decision, read_directory


class Desk:
    """Robin at the desk, with two groups: the first one has ended both kinds of letter after the yearly one."""

    def __init__(self, folder: Path) -> None:
        self.store = store_with(folder, 400, 400)
        for step in (LetterStep.OPTED_OUT, LetterStep.NO_MESSAGES):
            self.record(step, 20)
        sign_ins = SignInRegistry(self.store.reviewers, {"Robin": "made-up hash"}.get)
        self.token = sign_ins.begin("Robin", datetime.now(UTC))
        self.groups = ReviewService(self.store, sign_ins, lambda: read_directory(folder).groups)
        self.review = LetterReview(self.store, self.groups, lambda: read_directory(folder).groups)

    def record(self, step: LetterStep, age: int, number: int = 0) -> None:
        self.store.letters.record(LetterEvent("made-up", "group-1", "AM-0000-0001", number, step, NOW - age * DAY))

    def ended(self) -> dict[LetterKind, EndedLetters]:
        return {each.kind: each for group in self.review.without_letters(self.token) for each in group.ended}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def asked_again(store: FileStore) -> list[str]:
    return [each.group_id for each in to_ask(store, NOW)[0]]


def test_each_kind_begins_again_by_itself_and_the_log_names_who_did_it(desk: Desk) -> None:
    (group,) = desk.review.without_letters(desk.token)
    assert (group.name, [each.kind for each in group.ended]) == ("Made-up Group 1", list(LetterKind))
    assert {each.since for each in group.ended} == {NOW - 20 * DAY}
    assert set(reachable_contacts(desk.store)) == {"group-2"}

    desk.review.begin_again(desk.token, desk.ended()[LetterKind.MESSAGE])
    assert set(desk.ended()) == {LetterKind.QUESTION}
    assert set(reachable_contacts(desk.store)) == {"group-1", "group-2"}
    assert asked_again(desk.store) == ["group-2"]
    desk.review.begin_again(desk.token, desk.ended()[LetterKind.QUESTION])
    assert desk.ended() == {}
    assert asked_again(desk.store) == ["group-1", "group-2"]

    made = [each for each in desk.store.decisions() if each.verdict is Verdict.WRITE_AGAIN]
    assert [(each.reviewer, each.group_id, each.note) for each in made] == [
        ("Robin", "group-1", "messages from families"),
        ("Robin", "group-1", "the yearly letter"),
    ]


def test_contact_whom_no_mail_reaches_is_named_at_once_until_there_is_another_one(desk: Desk) -> None:
    desk.store.letters.record(LetterEvent("other", "group-2", "AM-0000-0002", 0, LetterStep.RETURNED, NOW - 3 * DAY))
    (group,) = desk.review.without_letters(desk.token, {"group-2"})
    assert (group.ended, group.returned_since) == ((), NOW - 3 * DAY)

    entry = desk.store.directory.entry("group-2") or {}
    desk.store.add(application(3, kind=Kind.UPDATE, group_id="group-2"))
    renewed = {"before": entry, "after": {**entry, "city": "Other City"}, "decided_at": NOW}
    desk.store.record_decision(decision(3, verdict=Verdict.APPROVE, group_id="group-2", **renewed))
    assert desk.review.without_letters(desk.token, {"group-2"}) == []


def test_letter_that_went_out_before_is_followed_by_the_second_one(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.record(LetterStep.SENT, 21, number=1)
    desk.review.begin_again(desk.token, desk.ended()[LetterKind.QUESTION])

    letter = next(each for each in to_ask(desk.store, NOW)[0] if each.group_id == "group-1")
    assert (letter.number, letter.question) == (2, "made-up")


def test_nobody_begins_them_who_is_not_signed_in_or_too_late(desk: Desk) -> None:
    ended = desk.ended()[LetterKind.MESSAGE]
    with pytest.raises(NotAllowedError):
        desk.review.begin_again("made-up", ended)
    with pytest.raises(NotAllowedError):
        desk.review.without_letters(None)
    desk.record(LetterStep.MESSAGES, 1)
    with pytest.raises(DecisionConflictError):
        desk.review.begin_again(desk.token, ended)

    assert all(each.verdict is Verdict.APPROVE for each in desk.store.decisions())


def test_what_was_decided_before_can_be_taken_back_and_this_cannot(desk: Desk) -> None:
    before = desk.store.directory.entry("group-1") or {}
    opened = desk.groups.open_group(desk.token, "group-1")
    assert opened
    expected = opened.expected_decision_id
    change = {**before, "city": "Other City"}
    made = desk.groups.change(desk.token, change, before=before, expected_decision_id=expected)
    begun = desk.review.begin_again(desk.token, desk.ended()[LetterKind.MESSAGE])
    opened = desk.groups.open_group(desk.token, "group-1")
    assert opened

    can_undo = {each.decision.decision_id: each.can_undo for each in opened.history}
    assert (can_undo[made.decision_id], can_undo[begun.decision_id]) == (True, False)
    desk.groups.undo(desk.token, made, expected_decision_id=begun.decision_id)
    assert desk.store.directory.entry("group-1") == before
