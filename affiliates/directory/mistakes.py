"""What is wrong with a value, as a code with its details, and the words for it; and where in a file it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import ValidationError

from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.language import N_, Language, Message

# By code, in words that follow the name of a field or column: “Website” is cut short: ... The names in braces are the
# details that a mistake carries.
MISTAKE_MESSAGES: dict[str, Message] = {
    "missing": N_("is missing"),
    "id_format": N_("is not an id: use lowercase letters, digits, and hyphens, such as parents-of-ohio"),
    "name_missing": N_("is missing: enter the group's name"),
    "stacked_marks": N_("stacks too many marks on one letter: enter it without them"),
    "choice_missing": N_("is missing: use one of {choices}"),
    "choice_unknown": N_("“{value}” is not one of the choices: use one of {choices}"),
    "regions_missing": N_("is missing: enter the codes of the regions the group serves, such as US-MI"),
    "region_missing": N_("is missing: enter the code of the region, such as US-MI"),
    "region_unknown": N_("“{value}” is not a region we know: use ISO 3166-2 codes such as US-MI or CA-BC"),
    "language_unknown": N_("“{value}” is not a language code: use codes such as en, es, fr, or ase"),
    "email_format": N_("is not an email address: it should look like name@example.org"),
    "date_format": N_("“{value}” is not a date: write year, month, and day, such as 2026-03-31"),
    "date_in_future": N_("{value} is in the future: enter the day on which somebody last confirmed it"),
    "phone_format": N_("is not a phone number of the United States or Canada: write it like 1-800-555-0100"),
    "partial_date_format": N_("“{value}” is not a date: write the year, the month, or the day, such as 2026-03"),
    "link_characters": N_("has a space or another character that links cannot have: copy it again from your browser"),
    "link_malformed": N_("is not a web address: copy it again from your browser"),
    "link_scheme": N_("is not a web address: it should begin with https://"),
    "link_host": N_("does not name a website: it should look like https://www.example.org"),
    "link_mixed_letters": N_(
        "mixes letters of several alphabets that look alike: copy it again from the group's own page"
    ),
    "link_leads_on": N_("only leads on to another page: open it, and copy the address where you end up"),
    "link_cut_short": N_("is cut short: copy the whole address from your browser"),
    "link_elsewhere": N_("does not lead to {site}: put it under Website or Other link"),
    "link_elsewhere_or_handle": N_(
        "does not lead to {site}: put it under Website or Other link, or write it with @ in front if it is a name there"
    ),
    "link_left_over": N_("is one more link than an entry has room for"),
    # What only a form asks for.
    "too_long": N_("is longer than {max_length} characters: please shorten it"),
    "scope_not_chosen": N_("is not chosen yet: choose one"),
    "regions_not_chosen": N_("is not chosen yet: choose at least one"),
    "whole_country": N_("names a whole country: choose its states, or choose “National” as how far the group reaches"),
    "contact_name_missing": N_("is missing: the reviewers need a person to write to"),
    "contact_email_missing": N_("is missing: the reviewers will answer there"),
    "own_email_missing": N_("is missing: that is where we write to you"),
    "reason_not_chosen": N_("is not chosen yet: choose the one that fits best"),
    "message_missing": N_("is empty: tell us in a few words"),
    "words_missing": N_("is empty: tell the group in a few words what it is about"),
    "only_links": N_("has only links or addresses in it: tell the group in your own words what it is about"),
    "reply_address_missing": N_("is missing: the group answers there"),
    "reply_address_ours": N_("is ours: enter your own, so that the group can answer you"),
    "name_has_link": N_("has a link or an address in it: your first name is enough"),
    "id_changed": N_("cannot be changed"),
    "already_listed": N_("is listed in this place already: change that entry"),
}
# The same for what is of no one field: whole sentences.
_WHOLE_MESSAGES = {
    "no_contact": N_("Families need at least one way to reach the group: fill in a link or an email address."),
    "not_checked": N_("not checked yet"),
    "wish_not_chosen": N_("Choose what we may do for you: one of the two, or both."),
}


@dataclass(frozen=True)
class Mistake:
    """Why a value cannot be accepted: ``code`` is a key of ``MISTAKE_MESSAGES``, ``values`` its details."""

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        """The mistake in English, to follow the name of a field: "is not a date: ..."."""
        return ENGLISH.gettext((MISTAKE_MESSAGES | _WHOLE_MESSAGES)[self.code], **self.values)


def mistake_message(language: Language, label: str, mistake: Mistake) -> str:
    """What is wrong in the field with this label, as the form shows it to whoever typed it: a whole sentence."""
    if mistake.code in _WHOLE_MESSAGES:
        return language.gettext(_WHOLE_MESSAGES[mistake.code])
    predicate = language.gettext(MISTAKE_MESSAGES[mistake.code], **mistake.values)
    # TRANSLATORS: {mistake} is one of the texts of this file, such as "is cut short: ...".
    return language.gettext("“{field}” {mistake}.", field=label, mistake=predicate)


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
