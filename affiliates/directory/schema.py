"""The one description of an entry of the directory, an affiliate group or an ally: its columns, what they may hold, and
what they are called.

Reading, checking, the exports and the table in data/README.md follow from ``Group``; a new column is added here.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Annotated

from babel import Locale
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, ValidationInfo

from affiliates.directory.destinations.hosts import browser_host, mixes_scripts
from affiliates.directory.mistakes import Mistake, mistakes_from
from affiliates.directory.records import DECISIVE, decisive_columns, required_columns
from affiliates.directory.values import Day, Id, Link, Name, PastDay, Text, invalid_value, parse_choice, split_codes
from affiliates.geo.regions import COUNTRIES, region_names


class EntryKind(StrEnum):
    """What an entry is. An ally supports the Alliance and is no affiliate group: it counts nowhere."""

    AFFILIATE = "affiliate"
    ALLY = "ally"


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
# Narrower than RFC 5321, so that no address can smuggle in a subject, a second recipient or a formula.
_EMAIL = re.compile(r"\w[\w.+-]*@[\w-]+(\.[\w-]+)+")
# Babel lacks one of the languages that groups speak.
_LANGUAGES: dict[str, str] = {**Locale("en").languages, "fcs": "Quebec Sign Language"}


def _parse_scope(text: str, info: ValidationInfo) -> StrEnum | None:
    """None for an ally, whatever the text: it serves no place that could be counted."""
    return None if info.data.get("kind") is EntryKind.ALLY else parse_choice(Scope, text)


def _parse_regions(text: str, info: ValidationInfo) -> tuple[str, ...]:
    codes = split_codes(text.upper())
    is_ally = info.data.get("kind") is EntryKind.ALLY
    may_be_country = is_ally or info.data.get("scope") in NATIONAL_OR_VIRTUAL
    unknown = [code for code in codes if code not in region_names() and not (may_be_country and code in COUNTRIES)]
    if unknown:  # the whole text, where it is no list of codes: “New York”, not “NEW”
        raise invalid_value("region_unknown", value=text.strip() if len(unknown) == len(codes) else unknown[0])
    if not codes and not may_be_country:
        raise invalid_value("regions_missing")
    return tuple(codes)


def parse_languages(text: str) -> tuple[str, ...]:
    """ISO 639 codes separated by spaces; raises ``PydanticCustomError`` for one that is none."""
    codes = split_codes(text.lower())
    for code in codes:
        if not language_name(code):
            raise invalid_value("language_unknown", value=code)
    return tuple(codes)


def is_email_address(text: str) -> bool:
    """Whether a text is one plain email address and nothing more; whether mail arrives there is not tried.

    One whose host is made of letters that look alike is none.
    """
    if not _EMAIL.fullmatch(text):
        return False
    # Imported here because it takes 30 ms, which a page without a form need not spend.
    from email_validator import validate_email

    try:
        validate_email(text, allow_smtputf8=False, check_deliverability=False)
        return not mixes_scripts(browser_host(f"//{text}"))
    except ValueError:
        return False


# The file is read again after every change, and each address takes a fifth of a millisecond. Only this column's are
# kept: everyone may see them.
_is_public_email_address = lru_cache(maxsize=10_000)(is_email_address)


def _check_email(text: str) -> str:
    if text and not _is_public_email_address(text):
        raise invalid_value("email_format")
    return text


class Group(BaseModel):
    """One affiliate group, or one ally: one row of data/affiliates.csv. Every value is public."""

    model_config = ConfigDict(frozen=True)

    id: Id = Field(
        description="Stable, readable, unique: lowercase letters, digits, hyphens. Never changed, never reused."
    )
    name: Name = Field(description="The group's name, as the group writes it.")
    kind: Annotated[EntryKind, BeforeValidator(lambda text: parse_choice(EntryKind, text or EntryKind.AFFILIATE))] = (
        Field(
            EntryKind.AFFILIATE,
            description=(
                f"{', '.join(EntryKind)}; empty means affiliate. An ally is a person or an organization that supports "
                "the Alliance: it is on the page of allies, and counts nowhere."
            ),
            json_schema_extra=DECISIVE,
        )
    )
    scope: Annotated[Scope | None, BeforeValidator(_parse_scope)] = Field(
        description=f"How far it reaches: {', '.join(Scope)}. Of an ally, empty."
    )
    regions: Annotated[tuple[str, ...], BeforeValidator(_parse_regions)] = Field(
        description=(
            "ISO 3166-2 codes of the regions it serves, separated by spaces (US-MI US-OH). For national and virtual "
            "groups, codes of countries (US, CA) are allowed, and an empty value means everywhere. Of an ally, where "
            "it works; empty if it does not say."
        )
    )
    city: Text = Field("", description="City where it is based, if it says so.")
    description: Text = Field("", description="What it does, in its own words.")
    website: Link = Field("", description="Full address of its website, beginning with https://.")
    facebook: Link = Field("", description="Full address of its Facebook group or page.")
    twitter: Link = Field("", description="Full address of its Twitter (X) account.")
    instagram: Link = Field("", description="Full address of its Instagram account.")
    youtube: Link = Field("", description="Full address of its YouTube channel.")
    other_link: Link = Field("", description="Full address of another page about it.")
    email: Annotated[str, AfterValidator(_check_email)] = Field(
        "", description="Email address that it wants everyone to see."
    )
    languages: Annotated[tuple[str, ...], BeforeValidator(parse_languages)] = Field(
        (), description="ISO 639 codes of the languages it speaks, separated by spaces (en es ase)."
    )
    status: Annotated[Status, BeforeValidator(lambda text: parse_choice(Status, text))] = Field(
        description=f"{', '.join(Status)}. A group that leaves becomes inactive; its row stays."
    )
    affiliate_since: Day = Field(None, description="Day it became an affiliate (2026-03-31); empty if unknown.")
    last_verified_on: PastDay = Field(
        None, description="Day on which someone last confirmed that the row is correct; empty if never."
    )


# The choices in forms; the file may hold any other ISO 639 code.
OFFERED_LANGUAGES = split_codes(
    "en es fr ase fcs zh yue vi tl ko ar fa ur hi pa bn gu ta te ne ru uk pl de it pt el ro hu he yi ht so am sw hmn "
    "my km lo th ja iu cr oj mic nv chr haw sm ch dak"
)
COLUMNS = tuple(Group.model_fields)
# What outputs of affiliate groups hold: in them, nobody is anything else.
GROUP_COLUMNS = tuple(column for column in COLUMNS if column != "kind")
# What a file that people made before may lack; it is added to the first row with the first value.
ADDED_COLUMNS = ("kind",)
REQUIRED_COLUMNS = required_columns(Group)
# Without a valid value in each of them, nobody knows what an entry is.
DECISIVE_COLUMNS = decisive_columns(Group)
LINK_COLUMNS = ("website", "facebook", "twitter", "instagram", "youtube", "other_link")
DATE_COLUMNS = ("affiliate_since", "last_verified_on")
LIST_COLUMNS = ("regions", "languages")


def group_as_text(group: Group) -> dict[str, str]:
    """A group's values by column, as text in the file's form: codes separated by spaces, dates as 2026-03-31.

    The kind is empty but for an ally, as in files that have no column for it.
    """
    values = group.model_dump(mode="json") | {"kind": kind_as_text(group.kind)}
    lists = {column: " ".join(values[column]) for column in LIST_COLUMNS}
    return {column: lists.get(column, values[column] or "") for column in COLUMNS}


def kind_as_text(kind: str) -> str:
    """A kind as it stands in the file: empty for an affiliate group."""
    return "" if kind == EntryKind.AFFILIATE else str(kind)


def is_ally(values: Mapping[str, str]) -> bool:
    """Whether an entry, or what is proposed as one, is an ally's; ``values`` are text by column."""
    return values.get("kind", "").casefold() == EntryKind.ALLY


def find_mistakes(values: Mapping[str, str]) -> dict[str, Mistake]:
    """The mistakes in the values of a group, by column; empty if there are none."""
    try:
        Group.model_validate(values)
    except ValidationError as error:
        return mistakes_from(error)
    return {}


def language_name(code: str) -> str:
    """The English name of a language by its ISO 639 code; empty for a code that is none."""
    return _LANGUAGES.get(code, "")
