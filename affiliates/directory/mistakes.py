"""What is wrong with a value, as a code with its details and its English words; and where in a file it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import ValidationError

# By code, in words that follow the name of a field or column: “Website” is cut short: ... The names in braces are the
# details that a mistake carries.
MISTAKE_MESSAGES = {
    "missing": "is missing",
    "id_format": "is not an id: use lowercase letters, digits, and hyphens, such as parents-of-ohio",
    "name_missing": "is missing: enter the group's name",
    "stacked_marks": "stacks too many marks on one letter: enter it without them",
    "choice_missing": "is missing: use one of {choices}",
    "choice_unknown": "“{value}” is not one of the choices: use one of {choices}",
    "regions_missing": "is missing: enter the codes of the regions the group serves, such as US-MI",
    "region_missing": "is missing: enter the code of the region, such as US-MI",
    "region_unknown": "“{value}” is not a region we know: use ISO 3166-2 codes such as US-MI or CA-BC",
    "language_unknown": "“{value}” is not a language code: use codes such as en, es, fr, or ase",
    "email_format": "is not an email address: it should look like name@example.org",
    "date_format": "“{value}” is not a date: write year, month, and day, such as 2026-03-31",
    "date_in_future": "{value} is in the future: enter the day on which somebody last confirmed it",
    "phone_format": "is not a phone number of the United States or Canada: write it like 1-800-555-0100",
    "partial_date_format": "“{value}” is not a date: write the year, the month, or the day, such as 2026-03",
    "link_characters": "has a space or another character that links cannot have: copy it again from your browser",
    "link_malformed": "is not a web address: copy it again from your browser",
    "link_scheme": "is not a web address: it should begin with https://",
    "link_host": "does not name a website: it should look like https://www.example.org",
    "link_mixed_letters": "mixes letters of several alphabets that look alike: copy it again from the group's own page",
    "link_leads_on": "only leads on to another page: open it, and copy the address where you end up",
    "link_cut_short": "is cut short: copy the whole address from your browser",
    "link_elsewhere": "does not lead to {site}: put it under Website or Other link",
    "link_elsewhere_or_handle": (
        "does not lead to {site}: put it under Website or Other link, or write it with @ in front if it is a name there"
    ),
    "link_left_over": "is one more link than an entry has room for",
    # What only a form asks for.
    "too_long": "is longer than {max_length} characters: please shorten it",
    "scope_not_chosen": "is not chosen yet: choose one",
    "regions_not_chosen": "is not chosen yet: choose at least one",
    "whole_country": "names a whole country: choose its states, or choose “National” as how far the group reaches",
    "contact_name_missing": "is missing: the reviewers need a person to write to",
    "contact_email_missing": "is missing: the reviewers will answer there",
    "reason_not_chosen": "is not chosen yet: choose the one that fits best",
    "message_missing": "is empty: tell us in a few words",
    "id_changed": "cannot be changed",
    "already_listed": "is listed in this place already: change that entry",
}


@dataclass(frozen=True)
class Mistake:
    """Why a value cannot be accepted: ``code`` is a key of ``MISTAKE_MESSAGES``, ``values`` its details."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """The mistake in English, to follow the name of a field: "is not a date: ..."."""
        return MISTAKE_MESSAGES[self.code].format_map(self.values)


def mistakes_from(error: ValidationError) -> dict[str, Mistake]:
    """The mistakes that an error of a schema reports, by column."""
    return {
        str(each["loc"][0]): Mistake(each["type"], each.get("ctx", {}))
        for each in error.errors(include_url=False, include_input=False)
    }


@dataclass(frozen=True)
class Problem:
    """Something in a data file that a person should look at.

    ``row`` counts as a spreadsheet does: the header is row 1; 0 means the file as a whole. ``is_error`` is false for
    a note that stops nothing. ``message`` continues the words "this value ...". ``code`` is the same for all problems
    of one cause, often that of a ``Mistake``; ``cell`` is the whole text in which it was found.
    """

    file: str
    row: int
    column: str
    message: str
    is_error: bool = True
    code: str = ""
    cell: str = ""

    def __str__(self) -> str:
        """The problem as one line: ``file:row: column: message``; unprintable characters become \ufffd."""
        location = f"{self.file}:{self.row}: " if self.row else f"{self.file}: "
        column = f"{self.column}: " if self.column else ""
        line = f"{location}{'' if self.is_error else 'note: '}{column}{self.message}"
        return "".join(character if character.isprintable() else "\ufffd" for character in line)
