"""What is found in the rows of a list that a person should look at, as codes; their words are in ``wording``."""

from dataclasses import dataclass
from enum import StrEnum

from affiliates.imports.cells.places import Doubt

# Doubts about places that an answer to a cell settles; others are about a row or a point.
ANSWERABLE = {each.value for each in Doubt} - {Doubt.EMPTY, Doubt.ABROAD, Doubt.CONTRADICTION, Doubt.NEAR_BORDER}


class Cause(StrEnum):
    """What is found in a cell or a row, beside doubts about places and mistakes in values."""

    CHOICE_UNKNOWN = "choice_unknown_in_list"
    DATE_UNCLEAR = "date_unclear"
    DATE_UNKNOWN = "date_unknown"
    LANGUAGE_UNKNOWN = "language_unknown_in_list"
    TEXT_GARBLED = "text_garbled"
    LOOKS_LISTED = "looks_listed"
    LOOKS_WAITING = "looks_waiting"
    LOOKS_LIKE_ROW = "looks_like_row"
    CONFLICT = "conflict"
    UNKNOWN_GROUP = "unknown_group"


class Effect(StrEnum):
    """What a finding does to its row."""

    REFUSED = "refused"
    ASKED = "asked"
    VALUE_LEFT_OUT = "value_left_out"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """Something in a row that a person should look at.

    ``code`` is a ``Doubt``, a ``Cause`` or the code of a ``Mistake``; ``column`` the column of the list, or of the
    directory where the list has none; ``text`` the whole cell; ``suggestion`` what it may mean: codes of regions, a
    mended text, the id of a group.
    """

    code: str
    effect: Effect
    column: str
    text: str
    suggestion: str = ""
