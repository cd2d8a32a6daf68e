"""Sending an application: what looks like junk is held apart, what looks like a twin is asked about, and it is kept."""

import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import pandas as pd

from affiliates.applications.duplicates import DuplicateCandidate, find_duplicates
from affiliates.applications.model import (
    ATTESTATIONS,
    PRIVATE_FIELDS,
    YES,
    Application,
    Decision,
    Kind,
    State,
    application_states,
    extract_proposal,
)
from affiliates.applications.validation import CONSENT, FORM_FIELDS
from affiliates.content import charter
from affiliates.directory.queries import groups_as_text_rows
from affiliates.errors import StoreFullError
from affiliates.geo.regions import display_name
from affiliates.storage.contract import Store

# Nobody fills in a form faster than this; tests that fill it in do.
_TOO_FAST = timedelta(seconds=float(os.environ.get("AFFILIATES_MIN_FILL_SECONDS", "4")))
_LATELY = timedelta(hours=1)
_MANY_FROM_ONE, _MANY_IN_ALL = 3, 30
_MOST_OPEN = 1000
_BUSY = "others came within the hour before"
_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class SubmissionContext:
    """How an application came: when its form was opened and sent, what stood in the field that people do not see, and
    when this session sent earlier ones (all UTC)."""

    opened_at: datetime
    sent_at: datetime
    honeypot: str = ""
    earlier_submissions: Sequence[datetime] = ()


def new_reference() -> str:
    """A reference number that can be read out on the telephone, such as AM-7K3Q-M2XW."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(8))
    return f"AM-{signs[:4]}-{signs[4:]}"


def build_application(
    kind: Kind,
    values: Mapping[str, str],
    *,
    form_id: str,
    circumstances: SubmissionContext,
    group_id: str = "",
    follows: str = "",
    whole_entry: bool = False,
) -> Application:
    """The application that a draft without mistakes makes. ``values`` are those of ``drafts.checked_draft``."""
    is_correction = kind is Kind.CORRECTION
    return Application(
        reference=new_reference(),
        form_id=form_id,
        sent_at=circumstances.sent_at,
        kind=kind,
        spam_reason=_junk(circumstances),
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
        problem=values.get("problem", ""),
        message=values.get("message", ""),
    )


def submit(store: Store, sent: Application) -> Application:
    """Keeps an application and returns it as it is kept; an earlier one where the same form was sent before.

    Where many came within the hour, it is held for the reviewers; what looks like junk by itself, and what is erased,
    is not among these many. Raises ``StoreFullError`` where more wait than they can ever read, and ``StoreError``
    where it could not be kept.
    """
    applications = store.applications()
    state = application_states(applications, store.decisions())
    lately = [
        each
        for each in applications
        if sent.sent_at - each.sent_at < _LATELY and not _is_junk(each) and state[each.reference] is not State.ERASED
    ]
    if len(lately) >= _MANY_IN_ALL and not sent.spam_reason:
        sent = sent.model_copy(update={"spam_reason": f"{len(lately)} {_BUSY}"})
    return store.add(sent, partial(_refuse_if_full, _is_junk(sent)))


def listed_duplicates(values: Mapping[str, str], groups: pd.DataFrame) -> list[DuplicateCandidate]:
    """Listed groups that may be the one that applies; ``groups`` as the directory holds them."""
    return find_duplicates(values, zip(groups["id"], groups_as_text_rows(groups), strict=True))


def pending_duplicates(
    values: Mapping[str, str],
    applications: list[Application],
    decisions: list[Decision],
    *,
    but: str = "",
    strict: bool = False,
) -> list[DuplicateCandidate]:
    """Applications that are not decided yet and may be for the same group, leaving out the reference ``but``.

    They are private: what an applicant hears of them has to ask for ``strict`` likeness.
    """
    state = application_states(applications, decisions)
    waiting = [each for each in applications if state[each.reference] in {State.WAITING, State.MORE}]
    others = ((each.reference, each.proposal) for each in waiting if each.reference != but)
    return find_duplicates(values, others, strict=strict)


def applicant_copy(sent: Application, *, is_kept: bool) -> str:
    """What an applicant sent, or wanted to, as a plain text: every field with what was typed, public and private
    apart."""
    regions = map(display_name, sent.proposal.get("regions", "").split())
    shown = sent.proposal | {"regions": ", ".join(regions)}
    own = {name: getattr(sent, name) for name in (*PRIVATE_FIELDS, "problem", "message")}
    lines = [
        *([f"Reference: {sent.reference}"] if is_kept else []),
        f"{'Sent' if is_kept else 'Not sent yet'}: {sent.sent_at:%Y-%m-%d %H:%M} UTC",
        "",
        "For everyone to see once it is published:",
        *(f"  {FORM_FIELDS[column].label}: {shown[column]}" for column in FORM_FIELDS if shown.get(column)),
        "",
        "For the reviewers only:",
        *(f"  {FORM_FIELDS[name].label}: {value}" for name, value in own.items() if value),
        "",
        *([f"Agreed to, in the wording of {sent.charter_version}:"] if sent.agreed else []),
        *(f"  - {ATTESTATIONS[key]}" for key in sent.agreed),
    ]
    return "\n".join(lines) + "\n"


def _junk(circumstances: SubmissionContext) -> str:
    """Why an application looks like junk, empty where it does not."""
    taken = circumstances.sent_at - circumstances.opened_at
    lately = [each for each in circumstances.earlier_submissions if circumstances.sent_at - each < _LATELY]
    if circumstances.honeypot:
        return "a field was filled in that people do not see"
    if taken < _TOO_FAST:
        return f"sent {taken.total_seconds():.1f} seconds after the form was opened"
    if len(lately) >= _MANY_FROM_ONE:
        return f"the same browser sent {len(lately)} others within the hour before"
    return ""


def _is_junk(sent: Application) -> bool:
    """Whether it was held for what it is itself, and not because many others came."""
    return bool(sent.spam_reason) and not sent.spam_reason.endswith(_BUSY)


def _refuse_if_full(is_junk: bool, applications: list[Application], decisions: list[Decision]) -> None:
    # Junk has a limit of its own, so that it cannot keep others out.
    state = application_states(applications, decisions)
    waiting = sum(
        state[each.reference] in {State.WAITING, State.MORE, State.HELD}
        for each in applications
        if _is_junk(each) is is_junk
    )
    if waiting >= _MOST_OPEN:
        raise StoreFullError(f"{waiting:,} applications wait already: review or erase some of them first.")
