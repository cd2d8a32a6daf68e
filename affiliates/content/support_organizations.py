"""Who can help a family today, in every region, whether or not it has an affiliate group."""

from dataclasses import dataclass

from affiliates.content.charter import ALLIANCE_SITE
from affiliates.geo.regions import country_of


@dataclass(frozen=True)
class SupportOrganization:
    """An organization that serves families everywhere in a country: what it does, and the way to it.

    ``label`` is what a link to ``address`` is called.
    """

    name: str
    description: str
    label: str
    address: str


_UNITED_STATES = (
    SupportOrganization(
        "Parent Training and Information Center",
        "There is one for every state and territory. It explains your rights at school and helps you prepare for "
        "meetings, free of charge.",
        "Find your center",
        "https://www.parentcenterhub.org/find-your-center/",
    ),
    SupportOrganization(
        "Protection and Advocacy agency",
        "There is one for every state and territory. Its lawyers and advocates protect people with disabilities, "
        "and may look into what happens in schools.",
        "Find your agency",
        "https://www.ndrn.org/about/ndrn-member-agencies/",
    ),
)
_CANADA = (
    SupportOrganization(
        "Inclusion Canada",
        "Its provincial and territorial associations stand by families of people with an intellectual disability, "
        "at school too.",
        "Find your association",
        "https://inclusioncanada.ca/",
    ),
)
_ALLIANCE = SupportOrganization(
    "Alliance Against Seclusion and Restraint",
    "Volunteers, many of them parents, with stories, resources and others who have been where you are.",
    "Visit the Alliance",
    ALLIANCE_SITE,
)


def support_organizations(region: str) -> tuple[SupportOrganization, ...]:
    """The organizations that serve families in a region, the nearest first."""
    return (*(_UNITED_STATES if country_of(region) == "US" else _CANADA), _ALLIANCE)
