"""What the links of a letter do, and what ends them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from affiliates.applications.decisions import Verdict
from affiliates.applications.model import CorrectionReason, Kind
from affiliates.errors import DecisionConflictError
from affiliates.review.retention import erase_applications
from affiliates.storage.contract.letters import LetterStep
from affiliates.storage.files.store import FileStore
from affiliates.upkeep.reminders.answers import (
    THE_GROUP_ITSELF,
    YEARLY_PURPOSES,
    LinkProblem,
    OpenedLink,
    Purpose,
    confirm_entry,
    open_link,
    report_closed,
    stop_asking,
)
from affiliates.upkeep.reminders.due import Silence
from tests.affiliates.upkeep.mail import DAY, NOW, asked, store_with, to_ask
from tests.made_up import application, decision

ASKED = NOW - DAY
FIRST = "AM-0000-0001"


class Asked:
    """A store with two groups that were asked yesterday, and the tokens of the first one's letter."""

    def __init__(self, folder: Path) -> None:
        self.store = store_with(folder, 400, 500)
        self.tokens = {number: asked(self.store, number, ASKED) for number in (1, 2)}

    def open(self, purpose: Purpose, days: int = 0) -> OpenedLink | LinkProblem:
        return open_link(self.store, purpose, self.tokens[1][purpose], NOW + days * DAY)

    def opened(self, purpose: Purpose) -> OpenedLink:
        link = self.open(purpose)
        assert isinstance(link, OpenedLink)
        return link

    def problems(self) -> set[OpenedLink | LinkProblem]:
        """Why the links that answer the question do nothing."""
        return {self.open(purpose) for purpose in (Purpose.STILL_RIGHT, Purpose.CHANGED, Purpose.CLOSED)}


@pytest.fixture
def letter(tmp_path: Path) -> Asked:
    return Asked(tmp_path)


def test_opening_shows_the_entry_and_changes_nothing(letter: Asked, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    for purpose in YEARLY_PURPOSES:
        link = letter.opened(purpose)
        assert (link.purpose, link.entry["id"], link.application) == (purpose, "group-1", FIRST)
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def test_still_right_verifies_and_stands_in_the_log_as_the_groups_own_word(letter: Asked) -> None:
    link = letter.opened(Purpose.STILL_RIGHT)
    confirm_entry(letter.store, link, NOW)

    said = letter.store.decisions()[-1]
    assert (said.reviewer, said.verdict, said.group_id) == (THE_GROUP_ITSELF, Verdict.VERIFY, "group-1")
    assert said.changed_columns == ["last_verified_on"]
    entry = letter.store.directory.entry("group-1") or {}
    assert entry["last_verified_on"] == "2026-05-01"
    assert letter.problems() == {LinkProblem.ANSWERED}
    with pytest.raises(DecisionConflictError):
        confirm_entry(letter.store, link, NOW)
    with pytest.raises(DecisionConflictError):
        report_closed(letter.store, link, NOW)
    assert len(letter.store.applications()) == 2


def test_link_that_is_pressed_many_times_at_once_answers_once(letter: Asked, tmp_path: Path) -> None:
    stores, link = [FileStore(tmp_path) for _ in range(8)], letter.opened(Purpose.STILL_RIGHT)

    def press(store: FileStore) -> bool:
        try:
            confirm_entry(store, link, NOW)
        except DecisionConflictError:
            return False
        return True

    with ThreadPoolExecutor(len(stores)) as hands:
        assert sorted(hands.map(press, stores)) == [False] * 7 + [True]
    assert [each.reviewer for each in letter.store.decisions()].count(THE_GROUP_ITSELF) == 1


def test_answer_that_a_reviewer_took_back_is_not_given_again_by_the_same_link(letter: Asked) -> None:
    confirm_entry(letter.store, letter.opened(Purpose.STILL_RIGHT), NOW)
    said = letter.store.decisions()[-1]
    undo = {"verdict": Verdict.UNDO, "undoes": said.decision_id, "before": said.after, "after": said.before}
    letter.store.record_decision(decision(9, application="", group_id="group-1", **undo))

    assert letter.problems() == {LinkProblem.ANSWERED}
    due, silent = to_ask(letter.store, NOW + 14 * DAY)
    assert [each.group_id for each in due] == ["group-2"]
    assert [(each.group_id, each.reason) for each in silent] == [("group-1", Silence.UNSETTLED)]


def test_closed_asks_a_reviewer_once_and_tells_nothing_private(letter: Asked) -> None:
    link = letter.opened(Purpose.CLOSED)
    report_closed(letter.store, link, NOW)

    (*_, told) = letter.store.applications()
    assert (told.kind, told.problem, told.group_id, told.follows) == (
        Kind.CORRECTION,
        CorrectionReason.CLOSED,
        "group-1",
        FIRST,
    )
    assert (told.contact_email, told.contact_name, told.spam_reason) == ("", "", None)
    assert (letter.store.directory.entry("group-1") or {})["status"] == "active"
    assert letter.problems() == {LinkProblem.ANSWERED}
    with pytest.raises(DecisionConflictError):
        report_closed(letter.store, link, NOW)
    with pytest.raises(DecisionConflictError):
        confirm_entry(letter.store, link, NOW)
    assert to_ask(letter.store, NOW + 30 * DAY)[1] == []  # it waits at the desk


def test_wish_not_to_be_asked_is_kept_once_and_holds_after_an_answer_too(letter: Asked) -> None:
    confirm_entry(letter.store, letter.opened(Purpose.STILL_RIGHT), NOW)
    for _ in range(2):
        stop_asking(letter.store, letter.opened(Purpose.STOP), NOW)

    assert [each.step for each in letter.store.letters.events()].count(LetterStep.OPTED_OUT) == 1
    due, silent = to_ask(letter.store, NOW + 400 * DAY)
    assert "group-1" not in {each.group_id for each in due}
    assert [each.reason for each in silent if each.group_id == "group-1"] == [Silence.OPTED_OUT]


def edit_entry(store: FileStore) -> None:
    entry = store.directory.entry("group-1") or {}
    changed = {"before": entry, "after": {**entry, "city": "Other City"}}
    store.record_decision(decision(9, verdict=Verdict.EDIT, application="", group_id="group-1", **changed))


def publish_another_contact(store: FileStore) -> None:
    entry = store.directory.entry("group-1")
    store.add(application(3, kind=Kind.UPDATE, group_id="group-1"))
    store.record_decision(decision(3, verdict=Verdict.APPROVE, group_id="group-1", before=entry, after=entry))


def erase(store: FileStore) -> None:
    erase_applications(store, [FIRST], reviewer="Robin")


def remove_group(store: FileStore) -> None:
    entry = store.directory.entry("group-1")
    gone = {"before": entry, "after": None}
    store.record_decision(decision(9, verdict=Verdict.REMOVE, application="", group_id="group-1", **gone))


@pytest.mark.parametrize("change", [edit_entry, publish_another_contact, erase, remove_group])
def test_changed_entry_or_contact_ends_the_links(letter: Asked, change: Callable[[FileStore], None]) -> None:
    links = [letter.opened(purpose) for purpose in (Purpose.STILL_RIGHT, Purpose.CLOSED)]
    change(letter.store)

    assert letter.problems() == {LinkProblem.ENTRY_CHANGED}
    with pytest.raises(DecisionConflictError):  # opened before, pressed after
        confirm_entry(letter.store, links[0], NOW)


def test_links_end_after_thirty_days(letter: Asked) -> None:
    assert isinstance(letter.open(Purpose.STILL_RIGHT, days=28), OpenedLink)
    assert {letter.open(purpose, days=29) for purpose in YEARLY_PURPOSES} == {LinkProblem.EXPIRED}


def test_token_does_nothing_but_what_it_was_made_for(letter: Asked) -> None:
    for purpose in YEARLY_PURPOSES:
        for other in set(Purpose) - {purpose}:
            assert open_link(letter.store, other, letter.tokens[1][purpose], NOW) is LinkProblem.NOT_OURS
    own = letter.tokens[1][Purpose.STILL_RIGHT].split(".")
    others = letter.tokens[2][Purpose.STILL_RIGHT].split(".")
    assert open_link(letter.store, Purpose.STILL_RIGHT, f"{own[0]}.{others[1]}", NOW) is LinkProblem.NOT_OURS
    confirm_entry(letter.store, letter.opened(Purpose.STILL_RIGHT), NOW)
    second = open_link(letter.store, Purpose.STILL_RIGHT, letter.tokens[2][Purpose.STILL_RIGHT], NOW)
    assert isinstance(second, OpenedLink)
    assert second.entry["id"] == "group-2"


def test_no_address_is_in_a_token(letter: Asked) -> None:
    for token in letter.tokens[1].values():
        signed = open_link(letter.store, Purpose.STOP, token, NOW)
        assert signed is LinkProblem.NOT_OURS or isinstance(signed, OpenedLink)
        assert "contact" not in token
        assert "group-1" not in token
