"""What reports say of a group, in their language."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from affiliates.content.labels import scope_label
from affiliates.content.place_names import display_name
from affiliates.content.wording import format_short_day
from affiliates.languages.language import Language


def serves(language: Language, group: Mapping[str, Any], most: int | None = None) -> str:
    """How far a group reaches and the places it serves, ``most`` of them by name: "Statewide · Michigan"."""
    names = [display_name(language, code) for code in group["regions"]]
    places = ", ".join(names[:most]) or language.gettext("everywhere")
    left_out = len(names[most:]) if most else 0
    if left_out:
        places = language.gettext("{regions} and {count} more", regions=places, count=left_out)
    return f"{scope_label(language, group['scope'])} · {places}"


def verified_on(language: Language, group: Mapping[str, Any]) -> str:
    """The day on which somebody last confirmed that a group is still there, as a cell of a table says it."""
    day = group["last_verified_on"]
    return language.gettext("not yet") if pd.isna(day) else format_short_day(language, day)
