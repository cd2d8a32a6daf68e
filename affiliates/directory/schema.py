"""The one description of an affiliate group: its columns, what may stand in them, and what they are called.

Reading, checking, the exports and the table in data/README.md follow from ``Group``; a new column is added here.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated

from babel import Locale
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, ValidationInfo
from pydantic_core import PydanticCustomError

from affiliates.directory.links import LINK_LABELS, LinkError, validate_link
from affiliates.directory.mistakes import Mistake
from affiliates.geo.regions import COUNTRIES, region_names


class Scope(StrEnum):
    """How far a group reaches."""

    LOCAL = "local"
    REGIONAL = "regional"
    STATEWIDE = "statewide"
    NATIONAL = "national"
    VIRTUAL = "virtual"


class Status(StrEnum):
    """Whether a group can be reached today."""

    ACTIVE = "active"
    PAUSED = "paused"
    INACTIVE = "inactive"


# Scopes that reach beyond a region: shown to everyone they serve, never counted as a region's own group.
NATIONAL_OR_VIRTUAL = (Scope.NATIONAL, Scope.VIRTUAL)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Narrower than RFC 5321, so that no address can carry a subject, a second receiver or a formula along.
_EMAIL = re.compile(r"\w[\w.+-]*@[\w-]+(\.[\w-]+)+")
# More marks on one letter than any script needs draw over the lines around them.
_PILE_OF_MARKS = 8
_INVISIBLE_LETTERS = "\u115f\u1160\u3164\uffa0"
_LANGUAGES: dict[str, str] = {**Locale("en").languages, "fcs": "Quebec Sign Language"}
_SEPARATORS = re.compile(r"[\s,;|]+")


def invalid_value(message: str) -> PydanticCustomError:
    """A value that cannot stand, in words for the person who typed it: "is ...: do ..."."""
    return PydanticCustomError("group", "{message}", {"message": message})


def _id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise invalid_value("is no id: use small letters, digits and hyphens, such as parents-of-ohio")
    return text


def _name(text: str) -> str:
    if not any(unicodedata.category(letter)[0] in "LNPS" for letter in text if letter not in _INVISIBLE_LETTERS):
        raise invalid_value("is missing: write the group's name")
    return text


def _text(text: str) -> str:
    pile = 0
    for letter in text if not text.isascii() else "":
        pile = pile + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        if pile > _PILE_OF_MARKS:
            raise invalid_value("piles up marks on a letter: write it without them")
    return text


def _one_of(choices: type[StrEnum], text: str) -> StrEnum:
    if text.casefold() not in set(choices):
        said = f"“{text}” is not known" if text else "is missing"
        raise invalid_value(f"{said}: use one of {', '.join(choices)}")
    return choices(text.casefold())


def split_codes(text: str) -> list[str]:
    """The codes in a text, each once."""
    return list(dict.fromkeys(code for code in _SEPARATORS.split(text) if code))


def _regions(text: str, info: ValidationInfo) -> tuple[str, ...]:
    codes = split_codes(text.upper())
    wide = info.data.get("scope") in NATIONAL_OR_VIRTUAL
    unknown = [code for code in codes if code not in region_names() and not (wide and code in COUNTRIES)]
    if unknown:
        raise invalid_value(f"“{unknown[0]}” is no region we know: use ISO 3166-2 codes such as US-MI or CA-BC")
    if not codes and not wide:
        raise invalid_value("is missing: write the codes of the regions the group serves, such as US-MI")
    return tuple(codes)


def _link(text: str, info: ValidationInfo) -> str:
    try:
        return validate_link(info.field_name or "", text) if text else ""
    except LinkError as error:
        raise invalid_value(str(error)) from None


def _email(text: str) -> str:
    if text and not is_email_address(text):
        raise invalid_value("is no e-mail address: it has to look like name@example.org")
    return text


def is_email_address(text: str) -> bool:
    """Whether a text is one plain e-mail address and nothing more."""
    return bool(_EMAIL.fullmatch(text))


def _languages(text: str) -> tuple[str, ...]:
    codes = split_codes(text.lower())
    unknown = [code for code in codes if not language_name(code)]
    if unknown:
        raise invalid_value(f"“{unknown[0]}” is no language code: use codes such as en, es, fr or ase")
    return tuple(codes)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise invalid_value(f"“{text}” is no date: write the year, the month and the day, such as 2026-03-31") from None


def _past_date(text: str) -> date | None:
    day = _date(text)
    if day and day > datetime.now(UTC).date():
        raise invalid_value(f"{day} has not come yet: write the day the group was last verified")
    return day


Text = Annotated[str, AfterValidator(_text)]
Link = Annotated[str, AfterValidator(_link)]


class Group(BaseModel):
    """One affiliate group: one row of data/affiliates.csv. Every value is public."""

    model_config = ConfigDict(frozen=True)

    id: Annotated[str, AfterValidator(_id)] = Field(
        description="Stable, readable, unique: small letters, digits, hyphens. Never changed, never used again."
    )
    name: Annotated[Text, AfterValidator(_name)] = Field(description="The group's name as it writes it.")
    scope: Annotated[Scope, BeforeValidator(lambda text: _one_of(Scope, text))] = Field(
        description=f"How far it reaches: {', '.join(Scope)}."
    )
    regions: Annotated[tuple[str, ...], BeforeValidator(_regions)] = Field(
        description=(
            "ISO 3166-2 codes of the regions it serves, separated by spaces (US-MI US-OH). National and virtual "
            "groups may name a country (US, CA) or nothing, which means everywhere."
        )
    )
    city: Text = Field("", description="Where it is at home, if it says so.")
    description: Text = Field("", description="What it does, in its own words.")
    website: Link = Field("", description="Full address, beginning with https://.")
    facebook: Link = Field("", description="Full address of its Facebook group or page.")
    twitter: Link = Field("", description="Full address of its Twitter (X) account.")
    instagram: Link = Field("", description="Full address of its Instagram account.")
    youtube: Link = Field("", description="Full address of its YouTube channel.")
    other_link: Link = Field("", description="Full address of any other place to find it.")
    email: Annotated[str, AfterValidator(_email)] = Field("", description="E-mail address it wants shown to everyone.")
    languages: Annotated[tuple[str, ...], BeforeValidator(_languages)] = Field(
        (), description="ISO 639 codes of the languages it speaks, separated by spaces (en es ase)."
    )
    status: Annotated[Status, BeforeValidator(lambda text: _one_of(Status, text))] = Field(
        description=f"{', '.join(Status)}. A group that leaves becomes inactive; its row stays."
    )
    affiliate_since: Annotated[date | None, BeforeValidator(_date)] = Field(
        None, description="Day it became an affiliate (2026-03-31). Empty: nobody said."
    )
    last_verified_on: Annotated[date | None, BeforeValidator(_past_date)] = Field(
        None, description="Day somebody last made sure that the row is true. Empty: not verified yet."
    )


# What the forms offer; any other ISO 639 code may stand in the file.
OFFERED_LANGUAGES = split_codes(
    "en es fr ase fcs zh yue vi tl ko ar fa ur hi pa bn gu ta te ne ru uk pl de it pt el ro hu he yi ht so am sw hmn "
    "my km lo th ja iu cr oj mic nv chr haw sm ch dak"
)
COLUMNS = tuple(Group.model_fields)
REQUIRED_COLUMNS = tuple(column for column, field in Group.model_fields.items() if field.is_required())
LINK_COLUMNS = tuple(LINK_LABELS)
DATE_COLUMNS = ("affiliate_since", "last_verified_on")
LIST_COLUMNS = ("regions", "languages")


def group_as_text(group: Group) -> dict[str, str]:
    """A group's values as they stand in the file, by column: codes separated by spaces, dates as 2026-03-31."""
    values = group.model_dump(mode="json")
    listed = {column: " ".join(values[column]) for column in LIST_COLUMNS}
    return {column: listed.get(column, values[column] or "") for column in COLUMNS}


def find_mistakes(values: Mapping[str, str]) -> dict[str, Mistake]:
    """What is wrong in the values of a group, by column, in the words "this value ...": empty where it can stand."""
    try:
        Group.model_validate(values)
    except ValidationError as error:
        return mistakes_from(error)
    return {}


def mistakes_from(error: ValidationError) -> dict[str, Mistake]:
    """What an error of ``Group`` says, by column, in the words "this value ..."."""
    return {
        str(each["loc"][0]): Mistake("message", {"message": each["msg"]}) for each in error.errors(include_url=False)
    }


def language_name(code: str) -> str:
    """The English name of a language by its ISO 639 code, empty where there is none."""
    return _LANGUAGES.get(code, "")


def columns_as_markdown() -> str:
    """The columns as a Markdown table, as data/README.md shows them."""
    rows = [
        f"| `{column}` | {'yes' if field.is_required() else ''} | {field.description} |"
        for column, field in Group.model_fields.items()
    ]
    return "\n".join(["| column | required | what it holds |", "|---|---|---|", *rows])
