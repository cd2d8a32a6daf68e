"""What an applicant typed: every mistake named at once, at its field, in plain words."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from affiliates.applications.model import ATTESTATIONS, YES, CorrectionReason, Kind, extract_proposal
from affiliates.directory.csv_rows import strip_cell
from affiliates.directory.links import LINK_LABELS, LinkError, complete_link
from affiliates.directory.mistakes import Mistake
from affiliates.directory.schema import LINK_COLUMNS, Scope, find_mistakes, is_email_address
from affiliates.geo.regions import COUNTRIES

# A mistake of no one field: none of the links and no e-mail address is filled in.
NO_CONTACT = "reach"
CONSENT = "consent_to_publish"
_WITH_LINES = {"description", "message"}
_LONGEST_LIST = 2000  # every code there is


@dataclass(frozen=True)
class FormField:
    """One field of the form: its label, how many characters it takes, and whether its value stays with us."""

    label: str
    most: int = 300
    private: bool = False


FORM_FIELDS = {
    "name": FormField("Name of the group", 120),
    "regions": FormField("States or provinces it serves", _LONGEST_LIST),
    "scope": FormField("How far it reaches"),
    "city": FormField("City", 80),
    "description": FormField("What the group does", 1500),
    **{column: FormField(label) for column, label in LINK_LABELS.items()},
    "email": FormField("E-mail address for families", 254),
    "languages": FormField("Languages", _LONGEST_LIST),
    "contact_name": FormField("Your name", 100, private=True),
    "contact_email": FormField("Your e-mail address", 254, private=True),
    "contact_phone": FormField("Your phone number", 40, private=True),
    "problem": FormField("What is wrong?"),
    "message": FormField("What should we know?", 2000, private=True),
}


@dataclass(frozen=True)
class ValidatedDraft:
    """What was typed, cleaned up: ``values`` by field, and ``mistakes`` by field as whole sentences (none: it can be
    sent)."""

    values: dict[str, str]
    mistakes: dict[str, str]


def validate_draft(kind: Kind, typed: Mapping[str, str]) -> ValidatedDraft:
    """What was typed into the form of an application, with every mistake in it.

    ``typed`` holds text by field: lists as codes separated by spaces, a tick as "yes". Values are cleaned
    (``clean_text``) and links completed; everything else stays as typed.
    """
    values = {field: clean_text(field, typed.get(field, "")) for field in FORM_FIELDS}
    wrong = {
        field: f"is longer than {FORM_FIELDS[field].most:,} characters: please shorten it"
        for field, value in values.items()
        if len(value) > FORM_FIELDS[field].most
    }
    if kind is Kind.CORRECTION:
        wrong |= _mistakes_in_correction(values)
    else:
        wrong |= complete_links(values)
        wrong |= {key: told for key, told in _mistakes_in_application(values).items() if key not in wrong}
    sentences = {field: mistake_sentence(field, told) for field, told in wrong.items()}
    if kind is not Kind.CORRECTION:
        sentences |= _missing_agreement(values, typed)
    return ValidatedDraft(values | {key: YES for key in (*ATTESTATIONS, CONSENT) if typed.get(key) == YES}, sentences)


def clean_text(field: str, text: str) -> str:
    """What was typed without what nobody types: spaces around it, control characters, and line breaks where a field
    has one line."""
    lines = strip_cell(re.sub("\r\n?", "\n", text))
    if field not in _WITH_LINES:
        lines = lines.replace("\n", " ")
    return "".join(letter for letter in lines if letter == "\n" or unicodedata.category(letter) != "Cc")


def mistake_sentence(field: str, told: str) -> str:
    """What is wrong in a field, as a whole sentence."""
    return f"“{FORM_FIELDS[field].label if field in FORM_FIELDS else field}” {told}."


def complete_links(values: dict[str, str]) -> dict[str, str]:
    """Completes the links in ``values`` in place; returns what is wrong with the others, by column."""
    wrong = {}
    for column in (column for column in LINK_COLUMNS if values.get(column)):
        try:
            values[column] = complete_link(column, values[column])
        except LinkError as error:
            wrong[column] = str(error)
    return wrong


def _mistakes_in_application(values: Mapping[str, str]) -> dict[str, str]:
    found = find_mistakes(extract_proposal(values) | {"id": "new", "status": "active"})
    wrong = {column: str(mistake) for column, mistake in found.items()}
    if values["scope"] not in set(Scope):
        wrong["scope"] = "is open: choose one"
    if not values["regions"] and "regions" in wrong:
        wrong["regions"] = "is empty: choose at least one"
    elif "regions" in wrong and set(values["regions"].split()) & set(COUNTRIES):
        wrong["regions"] = "holds a whole country: name its states, or choose national as how far it reaches"
    if not values["contact_name"]:
        wrong["contact_name"] = "is missing: the reviewers need somebody to write to"
    return wrong | _mistake_in_contact_email(values, required=True)


def _mistakes_in_correction(values: Mapping[str, str]) -> dict[str, str]:
    wrong = {}
    if values["problem"] not in set(CorrectionReason):
        wrong["problem"] = "is open: choose the one that fits best"
    elif values["problem"] == CorrectionReason.SOMETHING_ELSE and not values["message"]:
        wrong["message"] = "is empty: tell us in a few words"
    return wrong | _mistake_in_contact_email(values, required=False)


def _mistake_in_contact_email(values: Mapping[str, str], *, required: bool) -> dict[str, str]:
    address = values["contact_email"]
    if required and not address:
        return {"contact_email": "is missing: the reviewers answer there"}
    if address and not is_email_address(address):
        return {"contact_email": str(Mistake("email_format"))}
    return {}


def _missing_agreement(values: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    missing = {}
    if not any(values[column] for column in (*LINK_COLUMNS, "email")):
        missing[NO_CONTACT] = "Families need one way to reach the group: fill in a link or an e-mail address."
    for key in ATTESTATIONS:
        if typed.get(key) != YES:
            missing[key] = "Every affiliate group agrees to this one: tick it if yours does."
    if typed.get(CONSENT) != YES:
        missing[CONSENT] = "Without your consent we may not show the group: tick it if you agree."
    return missing
