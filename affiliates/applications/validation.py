"""What an applicant typed: the fields of the forms, and every mistake in them at once."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from affiliates.applications.model import (
    ATTESTATIONS,
    YES,
    Application,
    CorrectionReason,
    Kind,
    extract_proposal,
    statements_to_agree_to,
)
from affiliates.content.labels import link_column_label
from affiliates.directory.csv_rows import strip_cell
from affiliates.directory.destinations.redirectors import is_shortened
from affiliates.directory.links import complete_link
from affiliates.directory.mistakes import Mistake
from affiliates.directory.schema import LINK_COLUMNS, EntryKind, Scope, find_mistakes, is_ally, is_email_address
from affiliates.errors import LinkError
from affiliates.geo.regions import COUNTRIES
from affiliates.languages.language import N_, Language, Message

# A mistake of no one field: no link and no email address is filled in.
NO_CONTACT = "no_contact"
CONSENT = "consent_to_publish"
CONSENT_STATEMENT = N_("We agree that everything marked “public” is shown on this site once it is reviewed.")
_MULTILINE_FIELDS = {"description", "message"}
_MAX_LIST_LENGTH = 2000  # every code there is


@dataclass(frozen=True)
class FormField:
    """One field of the form: its label, how many characters it takes, and whether only the reviewers see its value.

    A column of links has no label of its own.
    """

    label: Message | None
    max_length: int = 300
    private: bool = False


FORM_FIELDS = {
    "name": FormField(N_("Name of the group"), 120),
    "regions": FormField(N_("States or provinces it serves"), _MAX_LIST_LENGTH),
    "scope": FormField(N_("How far it reaches")),
    "city": FormField(N_("City"), 80),
    "description": FormField(N_("What the group does"), 1500),
    **{column: FormField(None) for column in LINK_COLUMNS},
    "email": FormField(N_("Email address for families"), 254),
    "languages": FormField(N_("Languages"), _MAX_LIST_LENGTH),
    "contact_name": FormField(N_("Your name"), 100, private=True),
    "contact_email": FormField(N_("Your email address"), 254, private=True),
    "contact_phone": FormField(N_("Your phone number"), 40, private=True),
    "problem": FormField(N_("What is wrong?")),
    "message": FormField(N_("What should we know?"), 2000, private=True),
}
# What the same fields are called where a person or an organization asks to be listed as an ally.
_ALLY_LABELS = {
    "name": N_("Your name, or that of your organization"),
    "regions": N_("States or provinces where you work"),
    "description": N_("What you do, in a sentence or two"),
    "email": N_("Email address that everyone may see"),
}
# What somebody can say is wrong with a group, and with an organization that helps families.
_GROUP_REASONS = {
    CorrectionReason.CLOSED: N_("The group has closed"),
    CorrectionReason.DEAD_LINK: N_("A link is dead"),
    CorrectionReason.WRONG_REGION: N_("It is listed in the wrong state or province"),
    CorrectionReason.OTHER: N_("Something else"),
}
_ALLY_REASONS = {
    CorrectionReason.CLOSED: N_("No longer an ally"),
    CorrectionReason.DEAD_LINK: N_("A link is dead"),
    CorrectionReason.OTHER: N_("Something else"),
}
_ORGANIZATION_REASONS = {
    CorrectionReason.WRONG_NUMBER: N_("The number is wrong, or nobody answers"),
    CorrectionReason.DEAD_LINK: N_("The website does not open"),
    CorrectionReason.CLOSED: N_("The organization has closed, or does not help with this"),
    CorrectionReason.OTHER: N_("Something else"),
}


@dataclass(frozen=True)
class ValidatedDraft:
    """What was typed, cleaned up: ``values`` and ``mistakes`` by field. Without mistakes it can be submitted."""

    values: dict[str, str]
    mistakes: dict[str, Mistake]


def validate_draft(kind: Kind, typed: Mapping[str, str]) -> ValidatedDraft:
    """What was typed into the form of an application, with every mistake in it.

    ``typed`` holds text by field: lists as codes separated by spaces, a checked box as "yes", the kind of the entry as
    in the directory. Values are cleaned (``clean_text``) and links completed; everything else stays as typed.
    """
    values = {field: clean_text(field, typed.get(field, "")) for field in FORM_FIELDS}
    values["kind"] = str(EntryKind.ALLY) if is_ally(typed) else ""
    mistakes = {
        field: Mistake("too_long", {"max_length": FORM_FIELDS[field].max_length})
        for field, value in values.items()
        if field in FORM_FIELDS and len(value) > FORM_FIELDS[field].max_length
    }
    if kind is Kind.CORRECTION:
        mistakes |= _correction_mistakes(values)
    else:
        mistakes |= complete_links(values)
        mistakes |= _shortened_links({column: values[column] for column in LINK_COLUMNS if column not in mistakes})
        mistakes = _application_mistakes(values) | mistakes | _missing_agreement(values, typed)
    checked = {key: YES for key in (*ATTESTATIONS, CONSENT) if typed.get(key) == YES}
    return ValidatedDraft(values | checked, mistakes)


def clean_text(field: str, text: str) -> str:
    """What was typed without what nobody types: surrounding spaces, control characters, and line breaks in a field of
    one line."""
    lines = strip_cell(re.sub("\r\n?", "\n", text))
    if field not in _MULTILINE_FIELDS:
        lines = lines.replace("\n", " ")
    return "".join(character for character in lines if character == "\n" or unicodedata.category(character) != "Cc")


def field_label(language: Language, field: str, *, of_ally: bool = False) -> str:
    """What a field is called; the name of a column that no form has is the column's own."""
    label = FORM_FIELDS[field].label if field in FORM_FIELDS else None
    if of_ally:
        label = _ALLY_LABELS.get(field, label)
    if label:
        return language.gettext(label)
    return link_column_label(language, field) if field in LINK_COLUMNS else field


def correction_reasons(
    language: Language, *, is_organization: bool, of_ally: bool = False
) -> dict[CorrectionReason, str]:
    """What the form for corrections offers as wrong, about a group, an ally, or an organization."""
    reasons = _ORGANIZATION_REASONS if is_organization else _ALLY_REASONS if of_ally else _GROUP_REASONS
    return {reason: language.gettext(label) for reason, label in reasons.items()}


def reason_label(language: Language, application: Application) -> str:
    """What the sender of a correction says is wrong, in the words of the form; empty for other applications."""
    if application.problem is None:
        return ""
    is_organization = bool(application.organization_id)
    others = correction_reasons(language, is_organization=not is_organization)  # of former forms
    return (others | correction_reasons(language, is_organization=is_organization))[application.problem]


def complete_links(values: dict[str, str]) -> dict[str, Mistake]:
    """Completes the links in ``values`` in place; returns what is wrong with the others, by column."""
    mistakes = {}
    for column in (column for column in LINK_COLUMNS if values.get(column)):
        try:
            values[column] = complete_link(column, values[column])
        except LinkError as error:
            mistakes[column] = error.mistake
    return mistakes


def _shortened_links(links: Mapping[str, str]) -> dict[str, Mistake]:
    """Nobody can say where they will lead families tomorrow."""
    return {column: Mistake("link_leads_on") for column, link in links.items() if is_shortened(link)}


def _application_mistakes(values: Mapping[str, str]) -> dict[str, Mistake]:
    mistakes = find_mistakes(extract_proposal(values) | {"id": "new", "status": "active"})
    if values["scope"] not in set(Scope) and not is_ally(values):
        mistakes["scope"] = Mistake("scope_not_chosen")
    if not values["regions"] and "regions" in mistakes:
        mistakes["regions"] = Mistake("regions_not_chosen")
    elif "regions" in mistakes and set(values["regions"].split()) & set(COUNTRIES):
        mistakes["regions"] = Mistake("whole_country")
    if not values["contact_name"]:
        mistakes["contact_name"] = Mistake("contact_name_missing")
    return mistakes | _contact_email_mistake(values, required=True)


def _correction_mistakes(values: Mapping[str, str]) -> dict[str, Mistake]:
    mistakes = {}
    if values["problem"] not in set(CorrectionReason):
        mistakes["problem"] = Mistake("reason_not_chosen")
    elif values["problem"] == CorrectionReason.OTHER and not values["message"]:
        mistakes["message"] = Mistake("message_missing")
    return mistakes | _contact_email_mistake(values, required=False)


def _contact_email_mistake(values: Mapping[str, str], *, required: bool) -> dict[str, Mistake]:
    address = values["contact_email"]
    if required and not address:
        return {"contact_email": Mistake("contact_email_missing")}
    if address and not is_email_address(address):
        return {"contact_email": Mistake("email_format")}
    return {}


def _missing_agreement(values: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, Mistake]:
    required = (*statements_to_agree_to(values), CONSENT)
    mistakes = {key: Mistake("not_checked") for key in required if typed.get(key) != YES}
    if not is_ally(values) and not any(values[column] for column in (*LINK_COLUMNS, "email")):
        mistakes[NO_CONTACT] = Mistake("no_contact")
    return mistakes
