"""The one description of an organization that helps families: its columns, and what they may hold.

Reading, checking, the desk and the table in data/README.md follow from ``SupportOrganization``.
"""

import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from affiliates.directory.mistakes import Mistake, mistakes_from
from affiliates.directory.schema import parse_languages
from affiliates.directory.values import Id, Link, Name, PastDay, Text, invalid_value, parse_choice
from affiliates.geo.regions import region_names
from affiliates.support.phone import is_phone_number


class SupportKind(StrEnum):
    """What an organization is."""

    PROTECTION_AND_ADVOCACY = "protection_and_advocacy"
    PARENT_CENTER = "parent_center"
    FAMILY_ORGANIZATION = "family_organization"


class Confidence(StrEnum):
    """On what its name, website and number rest."""

    OWN_PAGE = "own_page"
    TWO_SOURCES = "two_sources"
    ONE_SOURCE = "one_source"


class EvidenceKind(StrEnum):
    """Where somebody found the number a second time."""

    OWN_PAGE = "own_page"
    GOVERNMENT = "government"
    ANOTHER_LIST = "another_list"


_PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def _parse_region(text: str) -> str:
    if not text:
        raise invalid_value("region_missing")
    if text.upper() not in region_names():
        raise invalid_value("region_unknown", value=text)
    return text.upper()


def _check_phone(text: str) -> str:
    if text and not is_phone_number(text):
        raise invalid_value("phone_format")
    return text


def _check_partial_date(text: str) -> str:
    if text and not _PARTIAL_DATE.fullmatch(text):
        raise invalid_value("partial_date_format", value=text)
    if text > str(datetime.now(UTC).date()):
        raise invalid_value("date_in_future", value=text)
    return text


PartialDate = Annotated[str, AfterValidator(_check_partial_date)]


class SupportOrganization(BaseModel):
    """One organization in one region: one row of data/support_organizations.csv. Every value is public."""

    model_config = ConfigDict(frozen=True)

    id: Id = Field(description="Unique: lowercase letters, digits, hyphens. Never changed, never reused.")
    region: Annotated[str, BeforeValidator(_parse_region)] = Field(
        description="ISO 3166-2 code of the state, territory or province it helps in (US-MI); one row for each."
    )
    kind: Annotated[SupportKind, BeforeValidator(lambda text: parse_choice(SupportKind, text))] = Field(
        description=f"What it is: {', '.join(SupportKind)}."
    )
    name: Name = Field(description="Its name, and in parentheses which part of the state it is for.")
    website: Link = Field("", description="Full address of its website, beginning with https://.")
    phone: Annotated[str, AfterValidator(_check_phone)] = Field(
        "", description="The number that families call, as it is to be shown; empty where it is not certain."
    )
    note: Text = Field("", description="A sentence that families should read beside the number.")
    languages: Annotated[tuple[str, ...], BeforeValidator(parse_languages)] = Field(
        (),
        description=(
            "ISO 639 codes, separated by spaces, of the languages besides English in which a source says that it helps "
            "(es fr); empty if no source says so, which is not a no."
        ),
    )
    sources: Text = Field("", description="Where name, website and number were found.")
    sources_date: PartialDate = Field("", description="Day, month or year of the newest source; empty if undated.")
    confidence: Annotated[
        Confidence | None, BeforeValidator(lambda text: parse_choice(Confidence, text) if text else None)
    ] = Field(None, description=f"On what name, website and number rest: {', '.join(Confidence)}.")
    evidence_kind: Annotated[
        EvidenceKind | None, BeforeValidator(lambda text: parse_choice(EvidenceKind, text) if text else None)
    ] = Field(None, description=f"Where the number was found a second time: {', '.join(EvidenceKind)}.")
    evidence: Text = Field("", description="The page, document or list in which it was found a second time.")
    evidence_date: PartialDate = Field("", description="Day, month or year of that page; empty if undated.")
    checked_on: PastDay = Field(
        None, description="Day on which one of us called the number and looked at the website; empty if never."
    )


SUPPORT_COLUMNS = tuple(SupportOrganization.model_fields)


def organization_as_text(organization: SupportOrganization) -> dict[str, str]:
    """Its values by column, as text in the file's form."""
    values = organization.model_dump(mode="json")
    return {column: value or "" for column, value in values.items()} | {"languages": " ".join(values["languages"])}


def find_mistakes_in_organization(values: dict[str, str]) -> dict[str, Mistake]:
    """The mistakes in the values of an organization, by column; empty if there are none."""
    try:
        SupportOrganization.model_validate(values)
    except ValidationError as error:
        return mistakes_from(error)
    return {}
