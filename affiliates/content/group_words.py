"""What visitors read about a group: the same on its card in the app and on the pages without scripts.

``group`` is a row of ``Directory.groups``, or of its allies, by column.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from urllib.parse import quote

import pandas as pd

from affiliates.content.labels import language_label, link_label, scope_label
from affiliates.content.place_names import display_name
from affiliates.content.wording import format_day, join_words
from affiliates.directory.schema import LINK_COLUMNS, EntryKind, Status
from affiliates.languages.language import Language

# A row of a frame, or what ``records`` makes of it.
GroupRow = Mapping[str, Any] | pd.Series


def is_ally_row(group: GroupRow) -> bool:
    """Whether a row is an ally's; rows of outputs of groups have no kind."""
    return bool(group.get("kind") == EntryKind.ALLY)


def service_area(language: Language, regions: Iterable[str]) -> str:
    """The names of the regions a group serves; of countries, or everywhere, for a national or virtual group."""
    return ", ".join(display_name(language, code) for code in regions) or language.gettext("Everywhere")


def group_facts(language: Language, group: GroupRow) -> list[str]:
    """How far a group reaches, where it is, and what it speaks, without what is unknown; some of it as it typed it.

    An ally has no reach, and is nowhere unless it says where.
    """
    facts = [
        "" if is_ally_row(group) else scope_label(language, group["scope"]),
        service_area(language, group["regions"]) if group["regions"] or not is_ally_row(group) else "",
        group["city"],
        ", ".join(language_label(language, code) for code in group["languages"]),
    ]
    return [fact for fact in facts if fact]


def group_links(language: Language, group: GroupRow, gone: Collection[str]) -> list[tuple[str, str]]:
    """The ways to reach a group: what each is called, and its address; without the addresses that are ``gone``."""
    links = [
        (link_label(language, column, group[column]), group[column])
        for column in LINK_COLUMNS
        if group[column] and group[column] not in gone
    ]
    if group["email"]:
        links.append((language.gettext("Email"), f"mailto:{quote(group['email'], safe='@')}"))
    return links


def can_be_written_to(group: GroupRow, reachable: Collection[str]) -> bool:
    """Whether visitors are offered to write to a group through us: an active one that shows no email address.

    ``reachable`` holds the ids of the groups whose contact takes messages.
    """
    if is_ally_row(group):
        return False  # nobody told them of it
    return group["id"] in reachable and group["status"] == Status.ACTIVE and not group["email"]


def gone_links_note(language: Language, group: GroupRow, gone: Collection[str]) -> str:
    """Which of a group's links are not shown because they are ``gone``; empty where all are shown."""
    names = [link_label(language, column, group[column]) for column in LINK_COLUMNS if group[column] in gone]
    if not names:
        return ""
    # TRANSLATORS: {links} is a list such as “Website and YouTube”: links that a group gave, which lead nowhere now.
    return language.gettext("No longer there when we last looked: {links}.", links=join_words(language, names))


def verified(language: Language, group: GroupRow) -> str:
    """When somebody last confirmed that a group is still there; empty where nobody has."""
    day = group["last_verified_on"]
    return "" if pd.isna(day) else language.gettext("Last verified {day}", day=format_day(language, day))
