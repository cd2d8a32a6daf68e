"""What stands in letters to people who want a group where they live, as text and as HTML."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from affiliates.content.group_words import GroupRow, group_facts, group_links
from affiliates.content.letters import closing, greeting
from affiliates.content.place_names import in_region
from affiliates.content.wording import format_day, labeled
from affiliates.languages.language import Language
from affiliates.people.words import wishes
from affiliates.reports.html.environment import Link, render_html
from affiliates.storage.contract.people import Person

_TEMPLATES = Path(__file__).with_name("templates")
_INDENT = "    "
_MAX_GROUPS = 5


@dataclass(frozen=True)
class PeopleLetter:
    """A letter, part by part: ``quotes`` stand out from the rest, each line by line; ``button`` is what to press."""

    subject: str
    opening: tuple[str, ...]
    quotes: tuple[tuple[str, ...], ...]
    button: Link | None
    notes: tuple[str, ...]
    leave: Link
    closing: str


def confirm_letter(language: Language, person: Person, *, confirm: str, leave: str, valid_until: date) -> PeopleLetter:
    """The letter that asks whether it was really the owner of the address who asked.

    Nothing that was typed stands in it: a stranger may have typed it.
    """
    gettext = language.gettext
    return PeopleLetter(
        subject=gettext("Please confirm: a group {in_region}", in_region=in_region(language, person.region)),
        opening=(
            greeting(language, ""),
            gettext("somebody gave us this address on our map of affiliate groups, with this wish:"),
        ),
        quotes=(tuple(wishes(language, person)),),
        button=Link(gettext("Yes, that was me"), confirm),
        notes=(
            gettext(
                "The link opens a page with a button. Nothing happens before you press it. It works until {day}.",
                day=format_day(language, valid_until),
            ),
            gettext("Was it not you? Then you do not need to do anything: this address is erased after 30 days."),
        ),
        leave=Link(gettext("Erase this address now"), leave),
        closing=closing(language),
    )


def published_letter(
    language: Language,
    person: Person,
    groups: Sequence[GroupRow],
    *,
    page: str,
    leave: str,
    gone_links: Collection[str],
    kept_until: date,
) -> PeopleLetter:
    """The letter that says that there is a group now: ``groups`` are those of the region, ``page`` shows them.

    ``kept_until`` is the day on which those who would help are forgotten.
    """
    gettext = language.gettext
    place = in_region(language, person.region)
    if person.would_help:
        notes: tuple[str, ...] = (
            gettext(
                "You told us that you would help. Please write to the group: it does not know of you, because we give "
                "your address to nobody."
            ),
            gettext(
                "We keep your address until {day}, in case our volunteers can bring you together, and erase it then.",
                day=format_day(language, kept_until),
            ),
        )
    else:
        notes = (gettext("This is the letter that you asked for. With it we erase your address."),)
    return PeopleLetter(
        subject=gettext("There is a group {in_region} now", in_region=place),
        opening=(
            greeting(language, person.first_name),
            language.ngettext(
                "there is a group for families {in_region} now:",
                "there are groups for families {in_region} now:",
                len(groups),
                in_region=place,
            ),
        ),
        quotes=tuple(tuple(_lines(language, each, gone_links)) for each in groups[:_MAX_GROUPS]),
        button=Link(gettext("See it on the map"), page),
        notes=notes,
        leave=Link(gettext("Erase what you keep about me"), leave),
        closing=closing(language),
    )


def message_letter(language: Language, person: Person, *, subject: str, text: str, leave: str) -> PeopleLetter:
    """The letter with what a volunteer writes to all who would help in a region; ``text`` is theirs, as typed."""
    gettext = language.gettext
    return PeopleLetter(
        subject=subject,
        opening=(greeting(language, person.first_name),),
        quotes=(tuple(text.splitlines()),),
        button=None,
        notes=(
            gettext(
                "You get this because you told us that you would help to start a group {in_region}. Each of you "
                "gets this letter alone: nobody sees anybody else’s address. If you answer, only our volunteers read "
                "it.",
                in_region=in_region(language, person.region),
            ),
        ),
        leave=Link(gettext("Erase what you keep about me"), leave),
        closing=closing(language),
    )


def letter_as_text(letter: PeopleLetter) -> str:
    """The letter as plain text; each link stands on a line of its own."""
    quotes = ["\n".join(f"{_INDENT}{line}".rstrip() for line in each) for each in letter.quotes]
    buttons = [f"{link.text}\n{link.href}" for link in (letter.button,) if link]
    leave = f"{letter.leave.text}\n{letter.leave.href}"
    return "\n\n".join([*letter.opening, *quotes, *buttons, *letter.notes, leave, letter.closing]) + "\n"


def letter_as_html(language: Language, letter: PeopleLetter) -> str:
    """The letter as HTML: no picture, nothing from elsewhere, nothing that tells us that it was read."""
    return render_html("letter.html.jinja", {"letter": letter}, language=language, folder=_TEMPLATES).decode()


def _lines(language: Language, group: GroupRow, gone_links: Collection[str]) -> list[str]:
    """What families read about a group, line by line, its name first."""
    links = [
        labeled(language, label, address.removeprefix("mailto:"))
        for label, address in group_links(language, group, gone=gone_links)
    ]
    lines = [group["name"], " · ".join(group_facts(language, group)), group["description"], *links]
    return [" ".join(line.split()) for line in lines if line]
