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
    statements_to_agree_to,
)
from affiliates.applications.spam import SubmissionContext, spam_reason
from affiliates.applications.states import PENDING_STATES, application_states
from affiliates.applications.validation import CONSENT, FORM_FIELDS, field_label, reason_label
from affiliates.content import charter
from affiliates.content.labels import language_label, scope_label
from affiliates.content.place_names import display_name
from affiliates.directory.queries import groups_as_text_rows
from affiliates.directory.schema import is_ally
from affiliates.languages.language import N_, Language

# Without letters and digits that are mistaken for one another on the telephone.
_REFERENCE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def new_reference() -> str:
    """A reference number that can be read out on the telephone, such as AM-7K3Q-M2XW."""
    characters = "".join(secrets.choice(_REFERENCE_ALPHABET) for _ in range(8))
    return f"AM-{characters[:4]}-{characters[4:]}"


def build_application(
    language: Language,
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
    """The application that a draft without mistakes makes; ``values`` are those of ``validation.validate_draft``.

    ``language`` is the one of the form that it is sent from.
    """
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
        agreed=tuple(key for key in statements_to_agree_to(values) if values.get(key) == YES),
        charter_version="" if is_correction else charter.VERSION,
        consent_to_publish=values.get(CONSENT) == YES,
        problem=CorrectionReason(values["problem"]) if is_correction and values.get("problem") else None,
        message=values.get("message", ""),
        language=language.code,
        charter_language="" if is_correction else charter.language_read(language),
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


def applicant_copy(language: Language, application: Application, *, is_saved: bool) -> str:
    """What an applicant sent, or wanted to, as plain text: every field as typed, public and private ones apart.

    What they agreed to stands there in English, which counts.
    """
    gettext = language.gettext
    of_ally = is_ally(application.proposal)
    sent = N_("Sent: {moment} UTC") if is_saved else N_("Not sent yet: {moment} UTC")
    public = application.proposal | _in_words(language, application.proposal)
    private = {name: getattr(application, name) for name in (*PRIVATE_FIELDS, "message")}
    private["problem"] = reason_label(language, application)
    lines = [
        *([gettext("Reference: {reference}", reference=application.reference)] if is_saved else []),
        gettext(sent, moment=f"{application.sent_at:%Y-%m-%d %H:%M}"),
        "",
        gettext("Public once it is published:"),
        *(
            f"  {field_label(language, column, of_ally=of_ally)}: {public[column]}"
            for column in FORM_FIELDS
            if public.get(column)
        ),
        "",
        gettext("For the reviewers only:"),
        *(f"  {field_label(language, name)}: {private[name]}" for name in FORM_FIELDS if private.get(name)),
        "",
    ]
    if application.agreed:
        lines.append(gettext("Agreed to, in the wording of {version}:", version=application.charter_version))
        lines += (f"  - {ATTESTATIONS[key].text}" for key in application.agreed)
    return "\n".join(lines) + "\n"


def _in_words(language: Language, proposal: Mapping[str, str]) -> dict[str, str]:
    """What the codes of a proposal stand for; other values are as they were typed."""
    regions = [display_name(language, code) for code in proposal.get("regions", "").split()]
    languages = [language_label(language, code) for code in proposal.get("languages", "").split()]
    scope = proposal.get("scope")
    return {
        "regions": ", ".join(regions),
        "languages": ", ".join(languages),
        "scope": scope_label(language, scope) if scope else "",
    }
