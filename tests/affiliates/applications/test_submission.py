"""Submitting an application: what waits apart, what it may be a duplicate of, and the copy for whoever sent it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from affiliates.applications import submission
from affiliates.applications.model import ATTESTATIONS, YES, Application, CorrectionReason, Kind, SpamReason
from affiliates.applications.spam import SubmissionContext
from affiliates.applications.states import State, application_states
from affiliates.applications.submission import (
    applicant_copy,
    listed_duplicates,
    pending_duplicates,
)
from affiliates.applications.validation import validate_draft
from affiliates.content import charter
from affiliates.languages.catalogs import ENGLISH
from tests.affiliates.applications.test_validation import WHOLE
from tests.languages import language_of
from tests.made_up import application, decision, groups_of, row

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def context(**values: Any) -> SubmissionContext:
    return SubmissionContext(**{"opened_at": NOW - timedelta(minutes=5), "sent_at": NOW, **values})


def made(form_id: str = "f", **values: Any) -> Application:
    values_typed = validate_draft(Kind.NEW, WHOLE).values
    return submission.build_application(ENGLISH, Kind.NEW, values_typed, form_id=form_id, context=context(**values))


def test_application_holds_what_was_typed_and_what_was_agreed_to() -> None:
    sent = made()

    assert sent.proposal["name"] == "Made-up Group"
    assert sent.contact_email == "contact@made-up.example"
    assert sent.agreed == tuple(ATTESTATIONS)
    assert sent.charter_version == charter.VERSION
    assert (sent.language, sent.charter_language) == ("en", "en")
    assert sent.consent_to_publish
    assert sent.sent_at == NOW
    assert sent.spam_reason is None


def test_correction_proposes_and_agrees_to_nothing() -> None:
    values = validate_draft(Kind.CORRECTION, {"problem": "closed", "message": "It is."}).values
    sent = submission.build_application(
        ENGLISH, Kind.CORRECTION, values, form_id="f", context=context(), group_id="group-1"
    )

    assert (sent.proposal, sent.agreed, sent.charter_version, sent.consent_to_publish) == ({}, (), "", False)
    assert (sent.group_id, sent.problem, sent.message) == ("group-1", CorrectionReason.CLOSED, "It is.")


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"honeypot": "x"}, SpamReason.HONEYPOT),
        ({"opened_at": NOW - timedelta(seconds=3)}, SpamReason.TOO_FAST),
        (
            {"earlier_submissions": [NOW - timedelta(minutes=each) for each in (1, 2, 3)]},
            SpamReason.MANY_FROM_ONE_BROWSER,
        ),
    ],
)
def test_what_looks_like_spam_says_why(values: dict[str, Any], reason: SpamReason) -> None:
    assert made(**values).spam_reason is reason


@pytest.mark.parametrize(
    "values",
    [
        {"opened_at": NOW - timedelta(seconds=4)},
        {"earlier_submissions": [NOW - timedelta(minutes=1), NOW - timedelta(minutes=2)]},
        {"earlier_submissions": [NOW - timedelta(hours=2)] * 9},
    ],
)
def test_people_are_not_taken_for_spam(values: dict[str, Any]) -> None:
    assert made(**values).spam_reason is None


def test_least_time_to_fill_in_a_form_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    fast: dict[str, Any] = {"opened_at": NOW - timedelta(seconds=1)}
    assert made(**fast).spam_reason is SpamReason.TOO_FAST
    monkeypatch.setenv("AFFILIATES_MIN_FILL_SECONDS", "0.5")

    assert made(**fast).spam_reason is None


def test_reference_numbers_can_be_read_out() -> None:
    references = {submission.new_reference() for _ in range(1000)}

    assert len(references) == 1000
    assert not set("".join(references)) & set("01OI")


def test_duplicates_are_looked_for_among_listed_groups_and_undecided_applications(tmp_path: Path) -> None:
    groups = groups_of(tmp_path, row(1, name="Made-up Group", languages="en es"), row(2, name="Quite Another"))
    values = validate_draft(Kind.NEW, WHOLE).values
    duplicate = application(7, proposal=values)
    declined = application(8, proposal=values)

    assert [each.id for each in listed_duplicates(values, groups)] == ["group-1"]
    decisions = [decision(8)]
    assert application_states([declined], decisions)[declined.reference] is State.DECLINED
    assert [each.id for each in pending_duplicates(values, [duplicate, declined], decisions)] == [duplicate.reference]
    assert pending_duplicates(values, [duplicate], [], excluding=duplicate.reference) == []


def test_copy_names_everything_that_was_typed() -> None:
    sent = made()
    copy = applicant_copy(ENGLISH, sent, is_saved=True)

    for text in (sent.reference, "Made-up Group", "Ohio", "contact@made-up.example", "https://made-up.example"):
        assert text in copy
    assert all(each.text in copy for each in ATTESTATIONS.values())
    assert sent.reference not in applicant_copy(ENGLISH, sent, is_saved=False)
    assert YES not in copy.split()


def test_application_says_in_which_language_it_was_sent_and_agreed_to(tmp_path: Path) -> None:
    spanish = language_of(tmp_path, "es_US", {each.text: "Creemos." for each in ATTESTATIONS.values()})
    untranslated = language_of(tmp_path, "fr_CA", {})
    values = validate_draft(Kind.NEW, WHOLE).values
    sent = [
        submission.build_application(language, kind, values, form_id="f", context=context())
        for language, kind in ((spanish, Kind.NEW), (spanish, Kind.CORRECTION), (untranslated, Kind.NEW))
    ]

    assert [(each.language, each.charter_language) for each in sent] == [("es", "es"), ("es", ""), ("fr", "en")]


def test_copy_is_written_in_the_language_of_the_applicant_but_for_the_words_that_count(tmp_path: Path) -> None:
    spanish = language_of(
        tmp_path,
        "es_US",
        {
            "Languages": "Idiomas",
            "American Sign Language": "lengua de señas",
            ATTESTATIONS["belief_1"].text: "Creemos.",
        },
    )
    sent = made().model_copy(update={"proposal": {"languages": "en ase", "scope": "local"}})
    copy = applicant_copy(spanish, sent, is_saved=True)

    assert "  Idiomas: Inglés, Lengua de señas\n" in copy
    assert ATTESTATIONS["belief_1"].text in copy
    assert "Creemos." not in copy
