"""What an applicant sends: the application that a draft makes, its possible duplicates, and the applicant's copy."""

import secrets
from collections.abc import Iterable, Mapping

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
    extract_proposal,
)
from affiliates.applications.spam import SubmissionContext, spam_reason
from affiliates.applications.states import PENDING_STATES, application_states
from affiliates.applications.validation import CONSENT, FORM_FIELDS
from affiliates.content import charter
from affiliates.directory.queries import groups_as_text_rows
from affiliates.geo.regions import display_name

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
    organization_id: str = "",
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
        organization_id=organization_id,
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


def listed_duplicates(values: Mapping[str, str], groups: pd.DataFrame) -> list[DuplicateCandidate]:
    """Listed groups that may be the one that applies, the likeliest first; ``groups`` as the directory holds them."""
    return find_duplicates(values, zip(groups["id"], groups_as_text_rows(groups), strict=True))


def pending_duplicates(
    values: Mapping[str, str],
    applications: Iterable[Application],
    decisions: Iterable[Decision],
    *,
    excluding: str = "",
) -> list[DuplicateCandidate]:
    """Undecided applications that may be for the same group, the likeliest first, leaving out one reference.

    They are private: whoever sends one may hear of their own only.
    """
    applications = list(applications)
    states = application_states(applications, decisions)
    pending = [each for each in applications if states[each.reference] in PENDING_STATES]
    others = ((each.reference, each.proposal) for each in pending if each.reference != excluding)
    return find_duplicates(values, others)


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
