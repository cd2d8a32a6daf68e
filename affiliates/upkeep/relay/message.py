"""What a visitor writes to a group: its fields, cleaned, and every mistake in them at once."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr

from affiliates.applications.validation import clean_text
from affiliates.directory.mistakes import Mistake
from affiliates.directory.schema import is_email_address
from affiliates.languages.language import N_
from affiliates.review.mail import mail_address

# The fields of the form in their order, and how many characters each takes.
LABELS = {"message": N_("Your message"), "email": N_("Your email address"), "name": N_("Your first name")}
MAX_LENGTHS = {"message": 2000, "email": 254, "name": 60}
_MIN_LETTERS = 5  # beside links, for a message that says something
_LINK = re.compile(r"(?:https?:|www\.)\S+|\S+@\S+", re.IGNORECASE)
_LINK_IN_NAME = re.compile(r"://|www\.|@", re.IGNORECASE)
# They turn the direction of what follows, so that a letter could read otherwise than it is written (UAX 9).
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class VisitorMessage:
    """A message as it goes into the letter; ``name`` may be empty. Nothing of it stands in what is logged of it."""

    text: str = field(repr=False)
    email: str = field(repr=False)
    name: str = field(repr=False, default="")


def clean_fields(typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed into each field, without what nobody types; the name stays in its line."""
    # Outside of the quote, another line would pass for one of ours: here U+2028 and U+0085 begin one too.
    in_one_line = {**typed, "name": " ".join(typed.get("name", "").split())}
    return {name: _BIDI_CONTROLS.sub("", clean_text(name, in_one_line.get(name, ""))) for name in LABELS}


def find_message_mistakes(values: Mapping[str, str], *, own_sender: str = "") -> dict[str, Mistake]:
    """What is wrong in cleaned fields, by field, in the order of ``LABELS``; empty where the message can be sent.

    ``own_sender`` is who our letters are from: nobody reads what is answered there.
    """
    found = {
        "message": _message_mistake(values["message"]),
        "email": _email_mistake(values["email"], parseaddr(own_sender)[1]),
        "name": _name_mistake(values["name"]),
    }
    for name, length in MAX_LENGTHS.items():
        if len(values[name]) > length:
            found[name] = Mistake("too_long", {"max_length": length})
    return {name: mistake for name, mistake in found.items() if mistake}


def address_to_read(email: str) -> str:
    """An address as people read it in a letter, with what it is to a mail program where its letters may deceive."""
    return email if email == mail_address(email) else f"{email} ({mail_address(email)})"


def _message_mistake(text: str) -> Mistake | None:
    if not text:
        return Mistake("words_missing")
    said = _LINK.sub("", text)
    if said != text and sum(unicodedata.category(letter).startswith("L") for letter in said) < _MIN_LETTERS:
        return Mistake("only_links")
    return None


def _email_mistake(address: str, own_address: str) -> Mistake | None:
    if not address:
        return Mistake("reply_address_missing")
    if not is_email_address(address):
        return Mistake("email_format")
    is_ours = mail_address(address).casefold() == own_address.casefold()
    return Mistake("reply_address_ours") if is_ours else None


def _name_mistake(name: str) -> Mistake | None:
    return Mistake("name_has_link") if _LINK_IN_NAME.search(unicodedata.normalize("NFKC", name)) else None
