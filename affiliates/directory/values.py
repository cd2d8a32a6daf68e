"""The types of single values in a group's row: each checks what was typed, and refuses it with a mistake."""

import re
import unicodedata
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from affiliates.directory.links import validate_link
from affiliates.directory.mistakes import MISTAKE_MESSAGES
from affiliates.errors import LinkError

MAX_ID = 100  # characters: a file is called after it, the affiliate graphic
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# More combining marks than any script puts on one letter; a longer stack is drawn over the lines around it.
_MAX_STACKED_MARKS = 8
# Letters by category that no one can see (Hangul fillers).
_INVISIBLE_LETTERS = "\u115f\u1160\u3164\uffa0"
_SEPARATORS = re.compile(r"[\s,;|]+")


def invalid_value(code: str, **values: str) -> PydanticCustomError:
    """The error of a validator that refuses a value: a code of ``MISTAKE_MESSAGES`` with the details it names."""
    return PydanticCustomError(code, MISTAKE_MESSAGES[code].text, values)


def split_codes(text: str) -> list[str]:
    """The codes in a text, separated by spaces or punctuation; each once, in their order."""
    return list(dict.fromkeys(code for code in _SEPARATORS.split(text) if code))


def parse_choice(choices: type[StrEnum], text: str) -> StrEnum:
    """The choice that a text names, in whatever case. Raises the error of a validator where it names none."""
    if not text:
        raise invalid_value("choice_missing", choices=", ".join(choices))
    if text.casefold() not in set(choices):
        raise invalid_value("choice_unknown", value=text, choices=", ".join(choices))
    return choices(text.casefold())


def _check_id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise invalid_value("id_format")
    if len(text) > MAX_ID:
        raise invalid_value("too_long", max_length=str(MAX_ID))
    return text


def _check_name(text: str) -> str:
    if not any(unicodedata.category(letter)[0] in "LNPS" for letter in text if letter not in _INVISIBLE_LETTERS):
        raise invalid_value("name_missing")
    return text


def _check_text(text: str) -> str:
    stacked = 0
    for letter in text if not text.isascii() else "":
        stacked = stacked + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        if stacked > _MAX_STACKED_MARKS:
            raise invalid_value("stacked_marks")
    return text


def _parse_link(text: str) -> str:
    try:
        return validate_link(text) if text else ""
    except LinkError as error:
        raise invalid_value(error.mistake.code, **error.mistake.values) from None


def _parse_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise invalid_value("date_format", value=text) from None


def _parse_past_day(text: str) -> date | None:
    day = _parse_day(text)
    if day and day > datetime.now(UTC).date():
        raise invalid_value("date_in_future", value=text)
    return day


Id = Annotated[str, AfterValidator(_check_id)]
Text = Annotated[str, AfterValidator(_check_text)]
Name = Annotated[Text, AfterValidator(_check_name)]
Link = Annotated[str, AfterValidator(_parse_link)]
Day = Annotated[date | None, BeforeValidator(_parse_day)]
PastDay = Annotated[date | None, BeforeValidator(_parse_past_day)]
