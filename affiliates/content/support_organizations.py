"""Who can help a family today, in every region, with or without an affiliate group."""

from dataclasses import dataclass

from affiliates.content.charter import ALLIANCE_SITE
from affiliates.geo.regions import country_of


@dataclass(frozen=True)
class SupportOrganization:
    """An organization that serves families everywhere in a country: what it does, and where to find it.

    ``label`` is the text of the link to ``address``.
    """

    name: str
    description: str
    label: str
    address: str


_UNITED_STATES = (
    SupportOrganization(
        "Parent Training and Information Center",
        "Every state and territory has one. It explains your rights at school and helps you prepare for meetings, "
        "free of charge.",
        "Find your center",
        "https://www.parentcenterhub.org/find-your-center/",
    ),
    SupportOrganization(
        "Protection and Advocacy agency",
        "Every state and territory has one. Its lawyers and advocates protect people with disabilities, and can "
        "investigate what happens in schools.",
        "Find your agency",
        "https://www.ndrn.org/about/ndrn-member-agencies/",
    ),
)
_CANADA = (
    SupportOrganization(
        "Inclusion Canada",
        "Its provincial and territorial associations support families of people with an intellectual disability, "
        "including at school.",
        "Find your association",
        "https://inclusioncanada.ca/",
    ),
)
_ALLIANCE = SupportOrganization(
    "Alliance Against Seclusion and Restraint",
    "Volunteers, many of them parents, who have been where you are and share stories and resources.",
    "Visit the Alliance",
    ALLIANCE_SITE,
)


def support_organizations(region: str) -> tuple[SupportOrganization, ...]:
    """The organizations that serve families in a region, those closest to home first."""
    return (*(_UNITED_STATES if country_of(region) == "US" else _CANADA), _ALLIANCE)
