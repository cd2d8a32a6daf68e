"""Submitting an application: what looks like spam waits apart, and every application is saved once."""

import secrets
from collections.abc import Iterable, Mapping
from functools import partial

import pandas as pd

from affiliates.applications.decisions import Decision
from affiliates.applications.duplicates import DuplicateCandidate, find_duplicates
from affiliates.applications.model import (
    ATTESTATIONS,
    PRIVATE_FIELDS,
    YES,
    Application,
    CorrectionReason,
    Kind,
    SpamReason,
    extract_proposal,
)
from affiliates.applications.spam import MAX_PER_HOUR, RECENT, SubmissionContext, spam_reason
from affiliates.applications.states import PENDING_STATES, State, application_states
from affiliates.applications.validation import CONSENT, FORM_FIELDS
from affiliates.content import charter
from affiliates.directory.queries import groups_as_text_rows
from affiliates.errors import StoreFullError
from affiliates.geo.regions import display_name
from affiliates.storage.contract import Store

_MAX_OPEN = 1000
# Without letters and digits that are mistaken for one another on the telephone.
_REFERENCE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def new_reference() -> str:
    """A reference number that can be read out on the telephone, such as AM-7K3Q-M2XW."""
    characters = "".join(secrets.choice(_REFERENCE_ALPHABET) for _ in range(8))
    return f"AM-{characters[:4]}-{characters[4:]}"


def build_application(
    kind: Kind,
    values: Mapping[str, str],
    *,
    form_id: str,
    context: SubmissionContext,
    group_id: str = "",
    follows: str = "",
    whole_entry: bool = False,
) -> Application:
    """The application that a draft without mistakes makes; ``values`` are those of ``validation.validate_draft``."""
    is_correction = kind is Kind.CORRECTION
    return Application(
        reference=new_reference(),
        form_id=form_id,
        sent_at=context.sent_at,
        kind=kind,
        spam_reason=spam_reason(context),
        group_id=group_id,
        follows=follows,
        whole_entry=whole_entry,
        proposal={} if is_correction else extract_proposal(values),
        contact_name=values.get("contact_name", ""),
        contact_email=values.get("contact_email", ""),
        contact_phone=values.get("contact_phone", ""),
        agreed=tuple(key for key in ATTESTATIONS if values.get(key) == YES),
        charter_version="" if is_correction else charter.VERSION,
        consent_to_publish=values.get(CONSENT) == YES,
        problem=CorrectionReason(values["problem"]) if is_correction and values.get("problem") else None,
        message=values.get("message", ""),
    )


def submit(store: Store, application: Application) -> Application:
    """Saves an application and returns it as it is saved; an earlier one where the same form was sent before.

    Where many came within the hour, it waits apart; those that look like spam themselves, and erased ones, do not
    count. Raises ``StoreFullError`` where more are waiting than the reviewers can ever read, and ``StoreError`` where
    it could not be saved.
    """
    applications = store.applications()
    states = application_states(applications, store.decisions())
    recent = [
        each
        for each in applications
        if application.sent_at - each.sent_at < RECENT
        and not each.is_suspicious
        and states[each.reference] is not State.ERASED
    ]
    if len(recent) >= MAX_PER_HOUR and not application.spam_reason:
        application = application.model_copy(update={"spam_reason": SpamReason.MANY_AT_ONCE})
    return store.add(application, partial(_require_room, application.is_suspicious))


def listed_duplicates(values: Mapping[str, str], groups: pd.DataFrame) -> list[DuplicateCandidate]:
    """Listed groups that may be the one that applies, the likeliest first; ``groups`` as the directory holds them."""
    return find_duplicates(values, zip(groups["id"], groups_as_text_rows(groups), strict=True))


def pending_duplicates(
    values: Mapping[str, str],
    applications: Iterable[Application],
    decisions: Iterable[Decision],
    *,
    excluding: str = "",
    strict: bool = False,
) -> list[DuplicateCandidate]:
    """Undecided applications that may be for the same group, the likeliest first, leaving out one reference.

    They are private: what an applicant learns of them has to be ``strict`` (see ``find_duplicates``).
    """
    applications = list(applications)
    states = application_states(applications, decisions)
    pending = [each for each in applications if states[each.reference] in PENDING_STATES]
    others = ((each.reference, each.proposal) for each in pending if each.reference != excluding)
    return find_duplicates(values, others, strict=strict)


def applicant_copy(application: Application, *, is_saved: bool) -> str:
    """What an applicant sent, or wanted to, as plain text: every field as typed, public and private ones apart."""
    regions = map(display_name, application.proposal.get("regions", "").split())
    public = application.proposal | {"regions": ", ".join(regions)}
    private = {name: getattr(application, name) for name in (*PRIVATE_FIELDS, "problem", "message")}
    lines = [
        *([f"Reference: {application.reference}"] if is_saved else []),
        f"{'Sent' if is_saved else 'Not sent yet'}: {application.sent_at:%Y-%m-%d %H:%M} UTC",
        "",
        "Public once it is published:",
        *(f"  {FORM_FIELDS[column].label}: {public[column]}" for column in FORM_FIELDS if public.get(column)),
        "",
        "For the reviewers only:",
        *(f"  {FORM_FIELDS[name].label}: {value}" for name, value in private.items() if value),
        "",
        *([f"Agreed to, in the wording of {application.charter_version}:"] if application.agreed else []),
        *(f"  - {ATTESTATIONS[key]}" for key in application.agreed),
    ]
    return "\n".join(lines) + "\n"


def _require_room(is_suspicious: bool, applications: list[Application], decisions: list[Decision]) -> None:
    # What looks like spam has a limit of its own, so that it cannot keep others out.
    states = application_states(applications, decisions)
    waiting = sum(
        states[each.reference] in {*PENDING_STATES, State.SPAM}
        for each in applications
        if each.is_suspicious is is_suspicious
    )
    if waiting >= _MAX_OPEN:
        raise StoreFullError(f"{waiting:,} applications are waiting already: review or erase some of them first.")
