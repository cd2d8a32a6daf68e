"""Who helps families everywhere in a country: the way on where nobody in a state or province can be reached."""

from dataclasses import dataclass

from affiliates.content.charter import ALLIANCE_SITE
from affiliates.geo.regions import country_of
from affiliates.languages.language import N_, Message
from affiliates.support.schema import SupportKind


@dataclass(frozen=True)
class NationalOrganization:
    """An organization, or a list of organizations, that serves families everywhere in a country.

    ``label`` is the text of the link to ``address``. ``kind`` is that of the organizations it leads to, None where it
    leads to no such list.
    """

    name: Message
    description: Message
    label: Message
    address: str
    kind: SupportKind | None = None


_UNITED_STATES = (
    NationalOrganization(
        N_("Parent Training and Information Center"),
        N_(
            "Every state and territory has one. It explains your rights at school and helps you prepare for meetings, "
            "free of charge."
        ),
        N_("Find your parent center"),
        "https://www.parentcenterhub.org/find-your-center/",
        SupportKind.PARENT_CENTER,
    ),
    NationalOrganization(
        N_("Protection and Advocacy agency"),
        N_(
            "Every state and territory has one. Its lawyers and advocates protect people with disabilities, and can "
            "investigate what happens in schools."
        ),
        N_("Find your state’s disability lawyers"),
        "https://www.ndrn.org/about/ndrn-member-agencies/",
        SupportKind.PROTECTION_AND_ADVOCACY,
    ),
)
_CANADA = (
    NationalOrganization(
        N_("Inclusion Canada"),
        N_(
            "Its provincial and territorial associations support families of people with an intellectual disability, "
            "including at school."
        ),
        N_("Find your association"),
        "https://inclusioncanada.ca/",
        SupportKind.FAMILY_ORGANIZATION,
    ),
)
_ALLIANCE = NationalOrganization(
    N_("Alliance Against Seclusion and Restraint"),
    N_("Volunteers, many of them parents, who have been where you are and share stories and resources."),
    N_("Visit the Alliance"),
    ALLIANCE_SITE,
)


def national_organizations(country: str) -> tuple[NationalOrganization, ...]:
    """The organizations that serve families everywhere in a country, by its ISO 3166-1 code."""
    return (*(_UNITED_STATES if country == "US" else _CANADA), _ALLIANCE)


def national_finder(region: str, kind: SupportKind) -> NationalOrganization | None:
    """The national list of the organizations of a kind, None where there is none for the country of a region."""
    return next((each for each in national_organizations(country_of(region)) if each.kind is kind), None)
