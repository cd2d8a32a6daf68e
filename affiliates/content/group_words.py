"""What visitors read about a group: the same on its card in the app and on the pages without scripts.

``group`` is a row of ``Directory.groups``, by column.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

import pandas as pd

from affiliates.content.wording import format_day
from affiliates.directory.links import link_label
from affiliates.directory.schema import LINK_COLUMNS, language_name
from affiliates.geo.regions import display_name
from affiliates.languages.catalogs import ENGLISH

# A row of a frame, or what ``records`` makes of it.
GroupRow = Mapping[str, Any] | pd.Series


def service_area(regions: Iterable[str]) -> str:
    """The names of the regions a group serves; of countries, or everywhere, for a national or virtual group."""
    return ", ".join(map(display_name, regions)) or "Everywhere"


def group_facts(group: GroupRow) -> list[str]:
    """How far a group reaches, where it is, and what it speaks, without what is unknown; some of it as it typed it."""
    languages = ", ".join(map(language_name, group["languages"]))
    facts = [group["scope"].capitalize(), service_area(group["regions"]), group["city"], languages]
    return [fact for fact in facts if fact]


def group_links(group: GroupRow) -> list[tuple[str, str]]:
    """The ways to reach a group: what each is called, and its address."""
    links = [(link_label(column, group[column]), group[column]) for column in LINK_COLUMNS if group[column]]
    return [*links, ("Email", f"mailto:{quote(group['email'], safe='@')}")] if group["email"] else links


def verified(group: GroupRow) -> str:
    """When somebody last confirmed that a group is still there; empty where nobody has."""
    day = group["last_verified_on"]
    return "" if pd.isna(day) else f"Last verified {format_day(ENGLISH, day)}"
