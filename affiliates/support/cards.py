"""What families read of an organization: the same in the app, on the pages without scripts, and in reports."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from affiliates.content.place_names import region_in_sentence
from affiliates.content.wording import format_day
from affiliates.directory.links import validate_link
from affiliates.errors import LinkError
from affiliates.languages.catalogs import ENGLISH
from affiliates.support.national import NationalOrganization, national_finder
from affiliates.support.phone import phone_link
from affiliates.support.queries import is_due
from affiliates.support.schema import EvidenceKind, SupportKind, SupportOrganization

NATIONAL_HELP = "Can’t reach them, or need someone else?"
WRONG_NUMBER = "Is this number wrong? Tell us"
UNKNOWN_NUMBER = "Do you know the number? Tell us"
_WHAT_THEY_DO = {
    SupportKind.PROTECTION_AND_ADVOCACY: (
        "Free. Lawyers and advocates who protect people with disabilities and can look into what happens at school."
    ),
    SupportKind.PARENT_CENTER: "Free. Explains your rights at school and helps you prepare for meetings.",
    SupportKind.FAMILY_ORGANIZATION: (
        "Supports families of people with an intellectual disability, including at school."
    ),
}
_WHERE_FOUND_AGAIN = {
    EvidenceKind.OWN_PAGE: "on their own pages",
    EvidenceKind.GOVERNMENT: "in government records",
    EvidenceKind.ANOTHER_LIST: "in another organization’s list",
}
_ADDRESS = re.compile(r"https?://[^\s()]+")


@dataclass(frozen=True)
class CardLink:
    """A button of a card: its text, and where it leads."""

    label: str
    address: str


@dataclass(frozen=True)
class SupportCard:
    """One organization as families see it.

    ``phone`` and ``website`` are empty where unknown. ``call`` dials the number; ``links`` lead to the website and,
    where there is no number or no website, to the national list that knows it. ``age`` says how old the number is and
    who checked it; ``correction`` is the text of the link by which anybody tells us what is wrong.
    """

    id: str
    name: str
    sentence: str
    note: str
    phone: str
    website: str
    call: CardLink | None
    links: tuple[CardLink, ...]
    age: str
    correction: str


def support_card(organization: SupportOrganization, day: date) -> SupportCard:
    """An organization as its card shows it on a day."""
    phone = organization.phone
    return SupportCard(
        id=organization.id,
        name=organization.name,
        sentence=_WHAT_THEY_DO[organization.kind],
        note=organization.note,
        phone=phone,
        website=organization.website,
        call=CardLink(f"Call {phone}", phone_link(phone)) if phone else None,
        links=tuple(_links(organization)),
        age=age_of_number(organization, day),
        correction=WRONG_NUMBER if phone else UNKNOWN_NUMBER,
    )


def age_of_number(organization: SupportOrganization, day: date) -> str:
    """How old the number is and who checked it; without a number, that we do not know one."""
    if not organization.phone:
        return "We do not have a phone number that we are sure of."
    if organization.checked_on:
        checked = f"We last checked this number on {format_day(ENGLISH, organization.checked_on)}."
        return f"{checked} It may have changed since." if is_due(organization, day) else checked
    return f"{_where_found(organization)} We have not called it yet.".strip()


def national_links(national: Iterable[NationalOrganization]) -> list[CardLink]:
    """The national organizations and lists as links in a line."""
    return [CardLink(each.label, each.address) for each in national]


def others_heading(region: str) -> str:
    """What stands above the further parent centers of a region."""
    return f"More parent centers in {region_in_sentence(ENGLISH, region)}"


def evidence_link(organization: SupportOrganization) -> str:
    """The first page that says where the number, or the entry, was found; empty where none can be opened."""
    for found in _ADDRESS.findall(f"{organization.evidence} {organization.sources}"):
        try:
            return validate_link(found.rstrip(".,;"))
        except LinkError:
            continue
    return ""


def _links(organization: SupportOrganization) -> Iterable[CardLink]:
    if organization.website:
        yield CardLink("Website", organization.website)
    finder = national_finder(organization.region, organization.kind)
    if finder and not (organization.phone and organization.website):
        yield CardLink(finder.label, finder.address)


def _where_found(organization: SupportOrganization) -> str:
    if organization.evidence_kind is None:
        return ""
    listed, seen = organization.sources_date[:4], organization.evidence_date[:4]
    lists = f"This number is in public lists of {listed}" if listed else "This number is in public lists"
    return f"{lists} and {_WHERE_FOUND_AGAIN[organization.evidence_kind]}{f' ({seen})' if seen else ''}."
