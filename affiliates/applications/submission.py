"""Sending an application: what looks like junk is held apart, what looks like a twin is asked about, and it is kept."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import pandas as pd

from affiliates.applications.duplicates import Twin, look_alikes
from affiliates.applications.model import (
    ATTESTATIONS,
    PRIVATE,
    YES,
    Application,
    Decision,
    Kind,
    State,
    proposal_of,
    states,
)
from affiliates.applications.validation import CONSENT, FIELDS
from affiliates.content import charter
from affiliates.directory.queries import text_rows
from affiliates.errors import StoreFullError
from affiliates.geo.regions import place_name
from affiliates.storage.contract import Store

_TOO_FAST = timedelta(seconds=4)
_LATELY = timedelta(hours=1)
_MANY_FROM_ONE, _MANY_IN_ALL = 3, 30
_MOST_OPEN = 1000
_BUSY = "others came within the hour before"
_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class Circumstances:
    """How an application came: when its form was opened and sent, what stood in the field that people do not see, and
    when this session sent earlier ones (all UTC)."""

    opened_at: datetime
    sent_at: datetime
    trap: str = ""
    sent_before: Sequence[datetime] = ()


def new_reference() -> str:
    """A reference number that can be read out on the telephone, such as AM-7K3Q-M2XW."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(8))
    return f"AM-{signs[:4]}-{signs[4:]}"


def application(
    kind: Kind,
    values: Mapping[str, str],
    *,
    form_id: str,
    circumstances: Circumstances,
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
        held_for=_junk(circumstances),
        group_id=group_id,
        follows=follows,
        whole_entry=whole_entry,
        proposal={} if is_correction else proposal_of(values),
        contact_name=values.get("contact_name", ""),
        contact_email=values.get("contact_email", ""),
        contact_phone=values.get("contact_phone", ""),
        agreed=tuple(key for key in ATTESTATIONS if values.get(key) == YES),
        charter_version="" if is_correction else charter.VERSION,
        consent_to_publish=values.get(CONSENT) == YES,
        problem=values.get("problem", ""),
        message=values.get("message", ""),
    )


def send(store: Store, sent: Application) -> Application:
    """Keeps an application and returns it as it is kept; an earlier one where the same form was sent before.

    Where many came within the hour, it is held for the reviewers; what looks like junk by itself, and what is erased,
    is not among these many. Raises ``StoreFullError`` where more wait than they can ever read, and ``StoreError``
    where it could not be kept.
    """
    applications = store.applications()
    state = states(applications, store.decisions())
    lately = [
        each
        for each in applications
        if sent.sent_at - each.sent_at < _LATELY and not _is_junk(each) and state[each.reference] is not State.ERASED
    ]
    if len(lately) >= _MANY_IN_ALL and not sent.held_for:
        sent = sent.model_copy(update={"held_for": f"{len(lately)} {_BUSY}"})
    return store.add(sent, partial(_refuse_if_full, _is_junk(sent)))


def listed_twins(values: Mapping[str, str], groups: pd.DataFrame) -> list[Twin]:
    """Listed groups that may be the one that applies; ``groups`` as the directory holds them."""
    return look_alikes(values, zip(groups["id"], text_rows(groups), strict=True))


def waiting_twins(
    values: Mapping[str, str],
    applications: list[Application],
    decisions: list[Decision],
    *,
    but: str = "",
    whole: bool = False,
) -> list[Twin]:
    """Applications that are not decided yet and may be for the same group, leaving out the reference ``but``.

    They are private: what an applicant hears of them has to ask for ``whole`` likeness.
    """
    state = states(applications, decisions)
    waiting = [each for each in applications if state[each.reference] in {State.WAITING, State.MORE}]
    others = ((each.reference, each.proposal) for each in waiting if each.reference != but)
    return look_alikes(values, others, whole=whole)


def copy_of(sent: Application, *, is_kept: bool) -> str:
    """What an applicant sent, or wanted to, as a plain text: every field with what was typed, public and private
    apart."""
    regions = map(place_name, sent.proposal.get("regions", "").split())
    shown = sent.proposal | {"regions": ", ".join(regions)}
    own = {name: getattr(sent, name) for name in (*PRIVATE, "problem", "message")}
    lines = [
        *([f"Reference: {sent.reference}"] if is_kept else []),
        f"{'Sent' if is_kept else 'Not sent yet'}: {sent.sent_at:%Y-%m-%d %H:%M} UTC",
        "",
        "For everyone to see once it is published:",
        *(f"  {FIELDS[column].label}: {shown[column]}" for column in FIELDS if shown.get(column)),
        "",
        "For the reviewers only:",
        *(f"  {FIELDS[name].label}: {value}" for name, value in own.items() if value),
        "",
        *([f"Agreed to, in the wording of {sent.charter_version}:"] if sent.agreed else []),
        *(f"  - {ATTESTATIONS[key]}" for key in sent.agreed),
    ]
    return "\n".join(lines) + "\n"


def _junk(circumstances: Circumstances) -> str:
    """Why an application looks like junk, empty where it does not."""
    taken = circumstances.sent_at - circumstances.opened_at
    lately = [each for each in circumstances.sent_before if circumstances.sent_at - each < _LATELY]
    if circumstances.trap:
        return "a field was filled in that people do not see"
    if taken < _TOO_FAST:
        return f"sent {taken.total_seconds():.1f} seconds after the form was opened"
    if len(lately) >= _MANY_FROM_ONE:
        return f"the same browser sent {len(lately)} others within the hour before"
    return ""


def _is_junk(sent: Application) -> bool:
    """Whether it was held for what it is itself, and not because many others came."""
    return bool(sent.held_for) and not sent.held_for.endswith(_BUSY)


def _refuse_if_full(is_junk: bool, applications: list[Application], decisions: list[Decision]) -> None:
    # Junk has a limit of its own, so that it cannot keep others out.
    state = states(applications, decisions)
    waiting = sum(
        state[each.reference] in {State.WAITING, State.MORE, State.HELD}
        for each in applications
        if _is_junk(each) is is_junk
    )
    if waiting >= _MOST_OPEN:
        raise StoreFullError(f"{waiting:,} applications wait already: review or erase some of them first.")
