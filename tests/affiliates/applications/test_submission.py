"""Sending an application: what is held, what is kept, and the copy for whoever sent it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

from affiliates.applications import submission as sending
from affiliates.applications.model import ATTESTATIONS, YES, Application, Decision, Kind, State, application_states
from affiliates.applications.submission import (
    SubmissionContext,
    applicant_copy,
    listed_duplicates,
    pending_duplicates,
    submit,
)
from affiliates.applications.validation import validate_draft
from affiliates.content import charter
from affiliates.errors import StoreFullError
from affiliates.review.service import erase_applications
from affiliates.storage.files.store import FileStore
from tests.affiliates.applications.test_validation import WHOLE
from tests.made_up import application, decision, groups_of, row

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def circumstances(**values: Any) -> SubmissionContext:
    return SubmissionContext(**{"opened_at": NOW - timedelta(minutes=5), "sent_at": NOW, **values})


def made(form_id: str = "f", **values: Any) -> Application:
    values_typed = validate_draft(Kind.NEW, WHOLE).values
    return sending.build_application(Kind.NEW, values_typed, form_id=form_id, circumstances=circumstances(**values))


def test_application_holds_what_was_typed_and_what_was_agreed_to() -> None:
    sent = made()

    assert sent.proposal["name"] == "Made-up Group"
    assert sent.contact_email == "contact@made-up.example"
    assert sent.agreed == tuple(ATTESTATIONS)
    assert sent.charter_version == charter.VERSION
    assert sent.consent_to_publish
    assert sent.sent_at == NOW
    assert not sent.spam_reason


def test_correction_proposes_and_agrees_to_nothing() -> None:
    values = validate_draft(Kind.CORRECTION, {"problem": "closed", "message": "It is."}).values
    sent = sending.build_application(
        Kind.CORRECTION, values, form_id="f", circumstances=circumstances(), group_id="group-1"
    )

    assert (sent.proposal, sent.agreed, sent.charter_version, sent.consent_to_publish) == ({}, (), "", False)
    assert (sent.group_id, sent.problem, sent.message) == ("group-1", "closed", "It is.")


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"honeypot": "x"}, "people do not see"),
        ({"opened_at": NOW - timedelta(seconds=3)}, "3.0 seconds after"),
        ({"earlier_submissions": [NOW - timedelta(minutes=each) for each in (1, 2, 3)]}, "same browser sent 3"),
    ],
)
def test_what_looks_like_junk_is_held_and_says_why(values: dict[str, Any], why: str) -> None:
    assert why in made(**values).spam_reason


@pytest.mark.parametrize(
    "values",
    [
        {"opened_at": NOW - timedelta(seconds=4)},
        {"earlier_submissions": [NOW - timedelta(minutes=1), NOW - timedelta(minutes=2)]},
        {"earlier_submissions": [NOW - timedelta(hours=2)] * 9},
    ],
)
def test_people_are_not_held(values: dict[str, Any]) -> None:
    assert made(**values).spam_reason == ""


def test_tests_may_hurry_and_nobody_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AFFILIATES_MIN_FILL_SECONDS", raising=False)
    assert run_path(sending.__file__)["_TOO_FAST"] == timedelta(seconds=4)
    monkeypatch.setenv("AFFILIATES_MIN_FILL_SECONDS", "0.5")
    assert run_path(sending.__file__)["_TOO_FAST"] == timedelta(seconds=0.5)


def test_flood_is_held_and_never_dropped(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    kept = [submit(store, made(form_id=str(number))) for number in range(33)]

    assert [bool(each.spam_reason) for each in kept] == [False] * 30 + [True] * 3
    assert store.applications() == kept


def test_more_than_anybody_can_read_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "_MOST_OPEN", 2)
    store = FileStore(tmp_path)
    for number in (1, 2):
        submit(store, application(number))
    with pytest.raises(StoreFullError):
        submit(store, application(3))

    store.record_decision(decision(1))
    assert submit(store, application(3)) == application(3)


def test_junk_keeps_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "_MOST_OPEN", 2)
    store = FileStore(tmp_path)
    for number in (1, 2):
        submit(store, application(number, spam_reason="too fast"))
    with pytest.raises(StoreFullError):
        submit(store, application(3, spam_reason="too fast"))

    assert submit(store, application(4)) == application(4)


def test_form_sent_twice_is_answered_with_the_first_reference(tmp_path: Path) -> None:
    store = FileStore(tmp_path)

    assert submit(store, made()).reference == submit(store, made()).reference
    assert len(store.applications()) == 1


def test_reference_numbers_can_be_read_out() -> None:
    references = {sending.new_reference() for _ in range(1000)}

    assert len(references) == 1000
    assert not set("".join(references)) & set("01OI")


def test_twins_are_looked_for_among_listed_groups_and_undecided_applications(tmp_path: Path) -> None:
    groups = groups_of(tmp_path, row(1, name="Made-up Group", languages="en es"), row(2, name="Quite Another"))
    values = validate_draft(Kind.NEW, WHOLE).values
    twin = application(7, proposal=values)
    declined = application(8, proposal=values)

    assert [each.id for each in listed_duplicates(values, groups)] == ["group-1"]
    decisions = [decision(8)]
    assert application_states([declined], decisions)[declined.reference] is State.DECLINED
    assert [each.id for each in pending_duplicates(values, [twin, declined], decisions)] == [twin.reference]
    assert pending_duplicates(values, [twin], [], but=twin.reference) == []


def test_copy_names_everything_that_was_typed() -> None:
    sent = made()
    copy = applicant_copy(sent, is_kept=True)

    for told in (sent.reference, "Made-up Group", "Ohio", "contact@made-up.example", "https://made-up.example"):
        assert told in copy
    assert all(sentence in copy for sentence in ATTESTATIONS.values())
    assert sent.reference not in applicant_copy(sent, is_kept=False)
    assert YES not in copy.split()


def test_many_at_once_are_no_junk_and_erasing_makes_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "_MANY_IN_ALL", 2)
    monkeypatch.setattr(sending, "_MOST_OPEN", 4)
    store = FileStore(tmp_path)
    for number in range(4):
        submit(store, made(form_id=f"junk {number}", honeypot="filled"))
    ordinary = [submit(store, made(form_id=str(number))) for number in range(4)]
    with pytest.raises(StoreFullError):
        submit(store, made(form_id="fifth"))
    erase_applications(store, [each.reference for each in ordinary], reviewer="x")

    assert [each.spam_reason for each in ordinary] == [
        "",
        "",
        "2 others came within the hour before",
        "3 others came within the hour before",
    ]
    assert submit(store, made(form_id="sixth")).spam_reason == ""


def test_application_that_comes_while_another_is_sent_stops_neither(tmp_path: Path) -> None:
    class Store(FileStore):
        comes = False

        def decisions(self) -> list[Decision]:
            if not self.comes:
                self.comes = True
                FileStore(tmp_path).add(made(form_id="between"))
            return super().decisions()

    store = Store(tmp_path)
    assert submit(store, made(form_id="mine")).form_id == "mine"
    assert [each.form_id for each in store.applications()] == ["between", "mine"]
