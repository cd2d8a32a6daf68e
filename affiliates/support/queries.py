"""Questions to the list of organizations that help families."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from affiliates.geo.regions import country_of, region_names
from affiliates.support.national import NationalOrganization, national_organizations
from affiliates.support.schema import SupportKind, SupportOrganization

# What nobody has confirmed for longer has to be looked at again.
_CHECK_EVERY = pd.DateOffset(months=12)
# More parent centers than these serve a part of the state each: who has a known number comes first, the rest in a list.
_MAX_CENTERS_FIRST = 2


@dataclass(frozen=True)
class RegionSupport:
    """Who helps families in a region: whom to call ``first``, ``others`` of the region, and the ``national`` ones."""

    region: str
    first: tuple[SupportOrganization, ...]
    others: tuple[SupportOrganization, ...]
    national: tuple[NationalOrganization, ...]


def support_in(region: str, organizations: Iterable[SupportOrganization]) -> RegionSupport:
    """Who helps families in a region, those whose number is known before the others."""
    own = sorted((each for each in organizations if each.region == region), key=lambda each: not each.phone)
    centers = [each for each in own if each.kind is SupportKind.PARENT_CENTER]
    others = [each for each in centers if not each.phone] if len(centers) > _MAX_CENTERS_FIRST else []
    first = tuple(each for each in own if each not in others)
    return RegionSupport(region, first, tuple(others), national_organizations(country_of(region)))


def is_due(organization: SupportOrganization, day: date) -> bool:
    """Whether one of us should check an organization: nobody has yet, or not within the last 12 months."""
    return organization.checked_on is None or organization.checked_on < (pd.Timestamp(day) - _CHECK_EVERY).date()


def due_for_check(organizations: Sequence[SupportOrganization], day: date) -> list[SupportOrganization]:
    """Those that should be checked: never checked ones, then those checked longest ago.

    Among those never checked, numbers come first, and what was last seen longest ago; then by region.
    """
    places = {region: place for place, region in enumerate(region_names())}

    def urgency(each: SupportOrganization) -> tuple[date, bool, str, int]:
        last_seen = each.evidence_date or each.sources_date
        return each.checked_on or date.min, not each.phone, last_seen, places[each.region]

    return sorted((each for each in organizations if is_due(each, day)), key=urgency)
