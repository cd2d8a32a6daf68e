"""Who is asked, when, and whom a person has to look at."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from affiliates.applications.decisions import Verdict
from affiliates.applications.model import Kind
from affiliates.review.retention import erase_applications
from affiliates.storage.contract.letters import LetterEvent, LetterStep
from affiliates.storage.files.store import FileStore
from affiliates.upkeep.contacts import GroupContact
from affiliates.upkeep.reminders.due import Silence, due_on
from tests.affiliates.upkeep.mail import DAY, NOW, store_with, to_ask
from tests.made_up import application, decision, row, write_directory

FIRST = "AM-0000-0001"
BEGUN, SENT, WRITTEN, FAILED, RETURNED, OPTED_OUT, ASK_AGAIN, NO_MESSAGES, MESSAGES = LetterStep
NOTHING: tuple[list[int], list[Silence]] = ([], [])


def found(store: FileStore) -> tuple[list[int], list[Silence]]:
    """The numbers of the letters that are due, and the reasons why a person has to look at a group."""
    due, silent = to_ask(store, NOW)
    return [each.number for each in due], [each.reason for each in silent]


def write(store: FileStore, *steps: tuple[int, LetterStep, int], question: str = "made-up", by: str = FIRST) -> None:
    for number, step, age in steps:
        store.letters.record(LetterEvent(question, "group-1", by, number, step, NOW - age * DAY))


@pytest.mark.parametrize(
    ("verified", "published", "due"),
    [
        (None, None, date.min),
        (date(2025, 6, 1), None, date(2026, 6, 1)),
        (None, date(2025, 6, 1), date(2026, 5, 1)),
        (date(2025, 6, 1), date(2025, 6, 1), date(2026, 5, 1)),  # published as verified
        (date(2025, 9, 1), date(2025, 6, 1), date(2026, 9, 1)),
        (date(2024, 9, 1), date(2025, 6, 1), date(2026, 5, 1)),
    ],
)
def test_day_from_which_on_a_group_is_asked(verified: date | None, published: date | None, due: date) -> None:
    moment = NOW.replace(year=published.year, month=published.month, day=published.day) if published else None
    assert due_on(verified, GroupContact(application(), moment) if moment else None) == due


def test_groups_are_asked_eleven_months_after_they_were_published(tmp_path: Path) -> None:
    store = store_with(tmp_path, 333, 334, 900)

    due, silent = to_ask(store, NOW)
    assert [each.group_id for each in due] == ["group-2", "group-3"]
    assert silent == []


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], ([1], [])),
        ([(1, BEGUN, 13), (1, SENT, 13)], NOTHING),
        ([(1, BEGUN, 14), (1, SENT, 14)], ([2], [])),
        ([(1, WRITTEN, 14)], ([2], [])),
        ([(1, BEGUN, 1)], ([], [Silence.MAYBE_NOT_SENT])),
        ([(1, BEGUN, 14)], ([2], [])),
        ([(1, BEGUN, 1), (1, FAILED, 1)], ([1], [])),
        ([(1, SENT, 30), (2, BEGUN, 1), (2, FAILED, 1)], ([2], [])),
        ([(1, SENT, 30), (2, SENT, 13)], NOTHING),
        ([(1, SENT, 30), (2, SENT, 14)], ([], [Silence.NO_ANSWER])),
        ([(1, SENT, 65), (2, BEGUN, 40)], ([], [Silence.NO_ANSWER])),
        ([(1, RETURNED, 20)], ([], [Silence.RETURNED])),
        ([(1, SENT, 20), (0, OPTED_OUT, 19)], ([], [Silence.OPTED_OUT])),
        ([(1, SENT, 20), (0, OPTED_OUT, 19), (0, ASK_AGAIN, 2)], ([2], [])),
        ([(0, OPTED_OUT, 90), (0, ASK_AGAIN, 80), (0, OPTED_OUT, 9)], ([], [Silence.OPTED_OUT])),
        ([(0, NO_MESSAGES, 19)], ([1], [])),
        ([(1, SENT, 20), (0, NO_MESSAGES, 5), (0, MESSAGES, 4)], ([2], [])),
        ([(0, RETURNED, 19)], ([], [Silence.RETURNED])),
    ],
)
def test_two_letters_a_fortnight_apart_and_then_a_line_at_the_desk(
    tmp_path: Path, steps: list[tuple[int, LetterStep, int]], expected: tuple[list[int], list[Silence]]
) -> None:
    store = store_with(tmp_path, 400)
    write(store, *steps)

    assert found(store) == expected


def test_question_without_an_answer_is_never_asked_again(tmp_path: Path) -> None:
    store = store_with(tmp_path, 2000)
    write(store, (1, SENT, 1600), (2, SENT, 1580))

    assert found(store) == ([], [Silence.NO_ANSWER])


def test_question_of_an_earlier_year_is_over_once_the_entry_was_verified(tmp_path: Path) -> None:
    store = store_with(tmp_path, 900)
    write(store, (1, SENT, 500), (2, SENT, 480))
    entry = store.directory.entry("group-1") or {}
    verified = {**entry, "last_verified_on": str((NOW - 400 * DAY).date())}
    store.record_decision(
        decision(9, verdict=Verdict.VERIFY, application="", group_id="group-1", before=entry, after=verified)
    )

    (letter,), silent = to_ask(store, NOW)
    assert (letter.number, letter.question, silent) == (1, "", [])


def test_opting_out_holds_for_another_contact_too(tmp_path: Path) -> None:
    store = store_with(tmp_path, 900)
    write(store, (0, OPTED_OUT, 800))
    entry = store.directory.entry("group-1")
    store.add(application(2, kind=Kind.UPDATE, group_id="group-1"))
    renewed = {"before": entry, "after": {**(entry or {}), "city": "Other City"}, "decided_at": NOW - 400 * DAY}
    store.record_decision(decision(2, verdict=Verdict.APPROVE, group_id="group-1", **renewed))

    assert found(store) == ([], [Silence.OPTED_OUT])


def test_address_that_does_not_exist_is_another_contacts_affair_no_more(tmp_path: Path) -> None:
    store = store_with(tmp_path, 900)
    write(store, (1, RETURNED, 500), by="AM-0000-0009")

    assert found(store) == ([1], [])


def test_whoever_has_no_contact_is_asked_by_a_person(tmp_path: Path) -> None:
    by_hand = FileStore(write_directory(tmp_path / "hand", row(1)))
    erased = store_with(tmp_path / "erased", 400)
    erase_applications(erased, [FIRST], reviewer="Robin")

    assert found(by_hand) == found(erased) == ([], [Silence.NO_CONTACT])


def test_contact_is_never_whoever_sent_a_correction(tmp_path: Path) -> None:
    store = store_with(tmp_path, 900)
    entry = store.directory.entry("group-1")
    store.add(application(2, kind=Kind.CORRECTION, group_id="group-1", contact_email="stranger@made-up.example"))
    corrected = {"before": entry, "after": {**(entry or {}), "city": ""}, "decided_at": NOW - timedelta(days=1)}
    store.record_decision(decision(2, verdict=Verdict.APPROVE, group_id="group-1", **corrected))

    (letter,), _ = to_ask(store, NOW)
    assert letter.contact.application.reference == FIRST


def test_correction_of_a_visitor_keeps_no_group_from_being_asked(tmp_path: Path) -> None:
    store = store_with(tmp_path, 400)
    store.add(application(2, kind=Kind.CORRECTION, group_id="group-1"))

    assert found(store) == ([1], [])


def test_nobody_is_asked_while_an_update_of_the_group_waits_at_the_desk_or_once_it_is_gone(tmp_path: Path) -> None:
    waiting, inactive = store_with(tmp_path / "waiting", 400), store_with(tmp_path / "inactive", 400)
    waiting.add(application(2, kind=Kind.UPDATE, group_id="group-1"))
    entry = inactive.directory.entry("group-1") or {}
    closed = {"before": entry, "after": {**entry, "status": "inactive"}}
    inactive.record_decision(decision(2, verdict=Verdict.CLOSE, application="", group_id="group-1", **closed))

    assert found(waiting) == found(inactive) == NOTHING
