"""The letter that brings a visitor's message to a group, as text and as HTML."""

import textwrap
from dataclasses import dataclass
from pathlib import Path

from affiliates.content.letters import closing, greeting
from affiliates.content.wording import labeled
from affiliates.directory.schema import Group
from affiliates.languages.language import Language
from affiliates.reports.html.environment import Link, render_html
from affiliates.upkeep.relay.message import VisitorMessage, address_to_read

_TEMPLATES = Path(__file__).with_name("templates")
_WIDTH = 74  # characters of a quoted line, so that no mail program wraps it out of its quote
_QUOTE = "> "


@dataclass(frozen=True)
class RelayedLetter:
    """A letter, part by part.

    ``sender`` says who wrote, line by line, ``message`` what, as it was typed; ``stop`` is the link that ends such
    letters.
    """

    subject: str
    greeting: str
    page: Link
    sender: tuple[str, ...]
    message: str
    how_to_answer: str
    notes: tuple[str, ...]
    closing: str
    stop: Link


def relayed_letter(
    language: Language, group: Group, message: VisitorMessage, *, name: str, page: str, stop: str
) -> RelayedLetter:
    """The letter to a group's contact.

    ``name`` is theirs and may be empty; ``page`` and ``stop`` are full addresses.
    """
    gettext, group_name = language.gettext, " ".join(group.name.split())
    address = address_to_read(message.email)
    sender = ((gettext("First name"), message.name), (gettext("Email address"), address))
    return RelayedLetter(
        subject=gettext("A message to {group} through the affiliate map", group=group_name),
        greeting=greeting(language, name),
        page=Link(gettext("somebody wrote to {group} through the affiliate map:", group=group_name), page),
        sender=tuple(labeled(language, label, value) for label, value in sender if value),
        message=message.text,
        how_to_answer=gettext(
            "To answer, reply to this letter: your answer goes straight to {address}, and not through us. They then "
            "see your address; until then they do not know it.",
            address=address,
        ),
        notes=(
            gettext(
                "We have kept nothing of this message, and do not know who wrote it. Please be as careful with its "
                "links and requests as with those of any stranger."
            ),
            gettext(
                "You get this letter because your group is on the map without an email address for families. When you "
                "answer, please leave out the link below: it is yours alone."
            ),
        ),
        closing=closing(language),
        stop=Link(gettext("No more messages through the map"), stop),
    )


def letter_as_text(letter: RelayedLetter) -> str:
    """The letter as plain text: the message is quoted line by line, and each link of ours has a line of its own."""
    page, stop = (f"{link.text}\n{link.href}" for link in (letter.page, letter.stop))
    parts = [letter.greeting, page, "\n".join(letter.sender), "\n".join(_quoted(letter.message))]
    # Behind “-- ” stands what mail programs leave out of an answer.
    return "\n\n".join([*parts, letter.how_to_answer, *letter.notes, letter.closing, f"-- \n{stop}"]) + "\n"


def letter_as_html(language: Language, letter: RelayedLetter) -> str:
    """The letter as HTML: no picture, nothing from elsewhere, nothing that tells us that it was read.

    No link is made of what a visitor typed.
    """
    return render_html("relayed.html.jinja", {"letter": letter}, language=language, folder=_TEMPLATES).decode()


def _quoted(text: str) -> list[str]:
    lines = (textwrap.wrap(line, _WIDTH, break_on_hyphens=False) or [""] for line in text.splitlines())
    return [f"{_QUOTE}{line}".rstrip() for wrapped in lines for line in wrapped]
