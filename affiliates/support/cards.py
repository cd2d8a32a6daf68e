"""What families read of an organization: the same in the app, on the pages without scripts, and in reports."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from affiliates.content.place_names import in_region
from affiliates.content.wording import format_day, join_words
from affiliates.directory.links import validate_link
from affiliates.directory.schema import language_name
from affiliates.errors import LinkError
from affiliates.languages.language import N_, Language
from affiliates.support.gone_websites import WithoutWebsite
from affiliates.support.national import NationalOrganization, national_finder
from affiliates.support.phone import phone_link
from affiliates.support.queries import is_due
from affiliates.support.schema import EvidenceKind, SupportKind, SupportOrganization

NATIONAL_HELP = N_("Can’t reach them, or need someone else?")
WRONG_NUMBER = N_("Is this number wrong? Tell us")
UNKNOWN_NUMBER = N_("Do you know the number? Tell us")
_WHAT_THEY_DO = {
    SupportKind.PROTECTION_AND_ADVOCACY: N_(
        "Free. Lawyers and advocates who protect people with disabilities and can look into what happens at school."
    ),
    SupportKind.PARENT_CENTER: N_("Free. Explains your rights at school and helps you prepare for meetings."),
    SupportKind.FAMILY_ORGANIZATION: N_(
        "Supports families of people with an intellectual disability, including at school."
    ),
}
# Where the number was found once more: with the year of that, and without.
_WHERE_FOUND = {
    EvidenceKind.OWN_PAGE: (
        N_("This number is in public lists of {listed} and on their own pages ({seen})."),
        N_("This number is in public lists of {listed} and on their own pages."),
    ),
    EvidenceKind.GOVERNMENT: (
        N_("This number is in public lists of {listed} and in government records ({seen})."),
        N_("This number is in public lists of {listed} and in government records."),
    ),
    EvidenceKind.ANOTHER_LIST: (
        N_("This number is in public lists of {listed} and in another organization’s list ({seen})."),
        N_("This number is in public lists of {listed} and in another organization’s list."),
    ),
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
    who checked it, and where the website is gone, that it is; ``correction`` is the text of the link by which anybody
    tells us what is wrong.
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


def support_card(language: Language, organization: SupportOrganization, day: date) -> SupportCard:
    """An organization as its card shows it on a day."""
    phone = organization.phone
    return SupportCard(
        id=organization.id,
        name=organization.name,
        sentence=" ".join(_what_they_do(language, organization)),
        note=organization.note,
        phone=phone,
        website=organization.website,
        call=CardLink(language.gettext("Call {phone}", phone=phone), phone_link(phone)) if phone else None,
        links=tuple(_links(language, organization)),
        age=_age(language, organization, day),
        correction=language.gettext(WRONG_NUMBER if phone else UNKNOWN_NUMBER),
    )


def _age(language: Language, organization: SupportOrganization, day: date) -> str:
    age = age_of_number(language, organization, day)
    if not isinstance(organization, WithoutWebsite):
        return age
    gone = language.gettext("Their website was no longer there when we last looked.")
    return f"{age} {gone}"


def age_of_number(language: Language, organization: SupportOrganization, day: date) -> str:
    """How old the number is and who checked it; without a number, that we do not know one."""
    if not organization.phone:
        return language.gettext("We do not have a phone number that we are sure of.")
    if organization.checked_on:
        checked = language.gettext(
            "We last checked this number on {day}.", day=format_day(language, organization.checked_on)
        )
        older = language.gettext("It may have changed since.")
        return f"{checked} {older}" if is_due(organization, day) else checked
    not_called = language.gettext("We have not called it yet.")
    return f"{_where_found(language, organization)} {not_called}".strip()


def national_links(language: Language, national: Iterable[NationalOrganization]) -> list[CardLink]:
    """The national organizations and lists as links in a line."""
    return [CardLink(language.gettext(each.label), each.address) for each in national]


def others_heading(language: Language, region: str) -> str:
    """What stands above the further parent centers of a region."""
    return language.gettext("More parent centers {in_region}", in_region=in_region(language, region))


def evidence_link(organization: SupportOrganization) -> str:
    """The first page that says where the number, or the entry, was found; empty where none can be opened."""
    for found in _ADDRESS.findall(f"{organization.evidence} {organization.sources}"):
        try:
            return validate_link(found.rstrip(".,;"))
        except LinkError:
            continue
    return ""


def _what_they_do(language: Language, organization: SupportOrganization) -> Iterable[str]:
    kind = organization.kind
    yield language.gettext(_WHAT_THEY_DO[kind])
    if organization.languages:
        spoken = [language.locale.languages.get(code) or language_name(code) for code in organization.languages]
        yield language.gettext("They help in {languages} too.", languages=join_words(language, spoken))


def _links(language: Language, organization: SupportOrganization) -> Iterable[CardLink]:
    if organization.website:
        yield CardLink(language.gettext("Website"), organization.website)
    finder = national_finder(organization.region, organization.kind)
    if finder and not (organization.phone and organization.website):
        yield CardLink(language.gettext(finder.label), finder.address)


def _where_found(language: Language, organization: SupportOrganization) -> str:
    listed, seen = organization.sources_date[:4], organization.evidence_date[:4]
    if organization.evidence_kind is None or not listed:
        return ""
    with_year, without = _WHERE_FOUND[organization.evidence_kind]
    return language.gettext(with_year, listed=listed, seen=seen) if seen else language.gettext(without, listed=listed)
