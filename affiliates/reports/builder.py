"""Builds the ``ReportData`` that every format renders."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import pandas as pd

from affiliates.content.find_words import list_incomplete
from affiliates.content.wording import format_percent
from affiliates.coverage.metrics import coverage_by_region, nearest_groups
from affiliates.coverage.planning import DEFAULT_TARGET, NOBODY_KNOWN, Plan, RankingOrder, fewest_groups_for_share
from affiliates.directory.queries import GroupFilters, GroupSort, groups_serving, matching, sorted_groups
from affiliates.directory.schema import GROUP_COLUMNS, Status
from affiliates.errors import UnknownRegionError
from affiliates.geo.regions import COUNTRIES, country_of, region_names
from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.language import N_, Language
from affiliates.reports.data import ReportData
from affiliates.support.gone_websites import without_gone_websites
from affiliates.support.queries import support_in
from affiliates.support.schema import SupportOrganization

_FEWEST_GROUPS = {
    "US": N_("The fewest new groups that reach {percent} of children:"),
    "CA": N_("The fewest new groups that reach {percent} of people:"),
}


def build_report(
    groups: pd.DataFrame,
    *,
    as_of: date,
    made_on: date,
    language: Language = ENGLISH,
    countries: Sequence[str] = tuple(COUNTRIES),
    region: str | None = None,
    notes: Sequence[str] = (),
    order: RankingOrder = RankingOrder.PEOPLE,
    weight: float = 0.5,
    plans: Mapping[str, tuple[str, Plan]] | None = None,
    organizations: Sequence[SupportOrganization] = (),
    set_aside: int = 0,
    doubtful: Collection[str] = (),
    gone_links: frozenset[str] = frozenset(),
    ready: Mapping[str, int] = NOBODY_KNOWN,
) -> ReportData:
    """The data of a report on ``groups``, the directory as it stood on the day ``as_of``.

    ``organizations`` are those that help families today: a number of a former day would help nobody.

    Parameters
    ----------
    region
        The code of the one region the report is about; None for a report on whole countries.
    language
        What the report is written in; ``notes`` and ``plans`` are given in it.
    plans
        By country, a sentence that introduces the proposed new groups, and the plan. By default, the fewest new groups
        that reach ``DEFAULT_TARGET``.
    set_aside, doubtful
        How many rows of the directory cannot be shown, and the regions that they may concern (see ``Directory``).
    gone_links, ready
        As in ``ReportData``.

    Raises
    ------
    UnknownRegionError
        ``region`` is not a code we know.
    """
    if region is not None and region not in region_names():
        raise UnknownRegionError(f"“{region}” is not a region we know. Use an ISO 3166-2 code such as US-MI or CA-BC.")
    coverage = coverage_by_region(groups, as_of, doubtful=doubtful)
    if plans is None:
        plans = {
            country: (
                fewest_groups_label(language, country, DEFAULT_TARGET),
                fewest_groups_for_share(coverage, country, DEFAULT_TARGET),
            )
            for country in countries
        }
    plans = {country: step for country, step in plans.items() if step[1].regions}
    listed = _groups_of_region(groups, region) if region else _groups_in(groups, countries)
    return ReportData(
        groups=listed[list(GROUP_COLUMNS)],
        coverage=coverage,
        countries=(country_of(region),) if region else tuple(countries),
        as_of=as_of,
        made_on=made_on,
        language=language,
        notes=(*notes, list_incomplete(language, set_aside)) if set_aside else tuple(notes),
        region=region,
        nearby_groups=_nearby_groups(groups, region) if region else None,
        support=support_in(region, without_gone_websites(organizations, gone_links)) if region else None,
        order=order,
        weight=weight,
        plans={country: plan for country, (_, plan) in plans.items()},
        proposals={country: proposal for country, (proposal, _) in plans.items()},
        gone_links=gone_links,
        ready=ready,
    )


def _groups_in(groups: pd.DataFrame, countries: Sequence[str]) -> pd.DataFrame:
    if len(countries) == 1:
        groups = matching(groups, GroupFilters(country=countries[0]))
    return sorted_groups(groups, GroupSort.REGION)


def _groups_of_region(groups: pd.DataFrame, region: str) -> pd.DataFrame:
    active = groups_serving(groups, region)
    others = matching(groups, GroupFilters(region=region, statuses=(Status.PAUSED, Status.INACTIVE)))
    return pd.concat([active, sorted_groups(others, GroupSort.NAME)])


def _nearby_groups(groups: pd.DataFrame, region: str) -> pd.DataFrame:
    elsewhere = groups["regions"].map(lambda codes: region not in codes).astype(bool)
    return nearest_groups(groups[elsewhere], region)[[*GROUP_COLUMNS, "region", "miles"]]


def fewest_groups_label(language: Language, country: str, target: float) -> str:
    """The sentence that introduces the fewest new groups that reach the share ``target`` (0 to 1)."""
    return language.gettext(_FEWEST_GROUPS[country], percent=format_percent(language, target, decimals=0))
