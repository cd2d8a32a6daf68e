"""The letter that asks a group whether its entry is still right, as text and as HTML."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from affiliates.content.letters import closing, greeting
from affiliates.content.wording import format_day
from affiliates.directory.schema import Group
from affiliates.languages.language import Language
from affiliates.reports.html.environment import Link, render_html
from affiliates.upkeep.reminders.answers import Purpose
from affiliates.upkeep.reminders.due import LAST_LETTER
from affiliates.upkeep.reminders.entry import entry_lines

_TEMPLATES = Path(__file__).with_name("templates")
_INDENT = "    "


@dataclass(frozen=True)
class Letter:
    """A letter, part by part.

    ``entry`` is what families read, line by line; ``answers`` are the links to choose from, ``stop`` the one that ends
    these letters.
    """

    subject: str
    opening: tuple[str, ...]
    entry: tuple[str, ...]
    ask: str
    answers: tuple[Link, ...]
    notes: tuple[str, ...]
    stop: Link
    closing: str


def reminder_letter(
    language: Language,
    group: Group,
    *,
    number: int,
    name: str,
    reference: str,
    links: Mapping[Purpose, str],
    valid_until: date,
) -> Letter:
    """The letter to a group's contact.

    ``number`` is 1 for the first letter and 2 for the last one, ``name`` the contact's and may be empty, ``reference``
    that of their application; ``links`` are full addresses.
    """
    gettext = language.gettext
    if number < LAST_LETTER:
        why = gettext("once a year we ask each group whether families still find the right things about it on our map.")
    else:
        why = gettext("a while ago we asked you whether your entry is still right. This is the last time that we ask.")
    return Letter(
        subject=gettext("Is the entry of {group} still right?", group=" ".join(group.name.split())),
        opening=(greeting(language, name), why, gettext("This is what they read today:")),
        entry=tuple(" ".join(line.split()) for line in entry_lines(language, group)),
        ask=gettext("Please choose one. It takes a minute:"),
        answers=(
            Link(gettext("Still right"), links[Purpose.STILL_RIGHT]),
            Link(gettext("Something changed"), links[Purpose.CHANGED]),
            Link(gettext("We have closed"), links[Purpose.CLOSED]),
        ),
        notes=(
            gettext(
                "Each link opens a page that shows your entry and a button. Nothing happens before you press it. The "
                "links work until {day}.",
                day=format_day(language, valid_until),
            ),
            gettext(
                "You get this letter because your group applied to be on the map ({reference}).", reference=reference
            ),
        ),
        stop=Link(gettext("Do not ask us again"), links[Purpose.STOP]),
        closing=closing(language),
    )


def letter_as_text(letter: Letter) -> str:
    """The letter as plain text; each link stands on a line of its own."""
    answers = [f"{link.text}:\n{link.href}" for link in letter.answers]
    entry = "\n".join(f"{_INDENT}{line}" for line in letter.entry)
    stop = f"{letter.stop.text}:\n{letter.stop.href}"
    return "\n\n".join([*letter.opening, entry, letter.ask, *answers, *letter.notes, stop, letter.closing]) + "\n"


def letter_as_html(language: Language, letter: Letter) -> str:
    """The letter as HTML: no picture, nothing from elsewhere, nothing that tells us that it was read."""
    return render_html("letter.html.jinja", {"letter": letter}, language=language, folder=_TEMPLATES).decode()
