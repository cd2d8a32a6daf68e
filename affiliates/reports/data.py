"""What a report tells, worked out once: every format takes it, so that all of them say the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from affiliates.coverage.headline import (
    CoverageSummary,
    detail_sentences,
    headline_sentences,
    summarize_country,
    summarize_parts,
)
from affiliates.coverage.metrics import Tier, coverage_by_region, nearest_groups
from affiliates.coverage.planning import Plan, RankingOrder, fewest_groups_for_share, ranking
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.directory.queries import GroupFilters, GroupSort, groups_serving, matching, sorted_groups
from affiliates.directory.schema import COLUMNS, Status
from affiliates.errors import AffiliatesError
from affiliates.geo.regions import COUNTRIES, country_of, region_names

TITLE = "Where groups are, and where none is yet"
# The shares of people that a country goes for, one after the other.
_TARGETS = (0.5, 0.75, 0.9, 1.0)
# The columns of ``Contents.region_table``, in its order; what they hold is told in ``coverage_by_region``.
REGION_COLUMNS = (
    "name",
    "country",
    "kind",
    "tier",
    "groups",
    "statewide",
    "regional",
    "local",
    "national",
    "virtual",
    "verification",
    "last_verified_on",
    "population",
    "under_18",
    "share",
    "rank",
    "nearest",
    "border_miles",
    "border_km",
    "center_miles",
    "center_km",
    "neighbors",
)


class UnknownRegionError(AffiliatesError):
    """A report was asked for a code that is no region of ours."""


@dataclass(frozen=True)
class ReportData:
    """Everything that a report says.

    ``groups`` are the groups it lists, one row each, with the public columns and nothing else, by region and name.
    ``coverage`` is what ``coverage_by_region`` says of all of them on the day ``as_of``, one row per region of both
    countries. ``countries`` are the ones it reports on.

    ``region`` is set where it is about one region: then ``groups`` are those that serve it, the active ones first,
    statewide before local, and ``near`` are active groups of other regions (public columns, ``region``, ``miles``;
    see ``coverage.nearest_groups``).

    ``order`` and ``weight`` say how regions without a group are ranked, ``plans`` what is proposed for a country, and
    ``proposals`` in words what kind of proposal that is.
    ``notes`` say in sentences what was left out and what is uncertain. ``made_on`` is the day of making, the only
    thing in which two reports on the same differ.
    """

    groups: pd.DataFrame
    coverage: pd.DataFrame
    countries: tuple[str, ...]
    as_of: date
    made_on: date
    notes: tuple[str, ...] = ()
    region: str | None = None
    near: pd.DataFrame | None = None
    order: RankingOrder = RankingOrder.PEOPLE
    weight: float = 0.5
    plans: dict[str, Plan] = field(default_factory=dict)
    proposals: dict[str, str] = field(default_factory=dict)

    @property
    def active(self) -> int:
        """How many of the listed groups are active."""
        return int((self.groups["status"] == Status.ACTIVE).sum())

    @property
    def title(self) -> str:
        """What the report is called."""
        return f"Groups for families in {region_names()[self.region]}" if self.region else TITLE

    @property
    def region_codes(self) -> tuple[str, ...]:
        """The codes of the regions that the report tells of, in the order of their names."""
        about = (
            [self.region] if self.region else [each for each in region_names() if country_of(each) in self.countries]
        )
        return tuple(each for each in about if each in self.coverage.index)

    @property
    def tiers(self) -> dict[str, Tier]:
        """The tier of each region of both countries, by its code."""
        return {str(region): Tier(tier) for region, tier in self.coverage["tier"].items()}

    def headline(self, country: str) -> tuple[str, ...]:
        """The two sentences that matter most, of a country."""
        return headline_sentences(self.coverage, country)

    def details(self, country: str) -> tuple[str, ...]:
        """The sentences that follow them."""
        return detail_sentences(self.coverage, country)

    def summaries(self, country: str) -> tuple[CoverageSummary, ...]:
        """The parts of a country that are counted apart, and last the whole where there is more than one."""
        parts = summarize_parts(self.coverage, country)
        return (*parts, summarize_country(self.coverage, country)) if len(parts) > 1 else parts

    def ranking(self, country: str) -> pd.DataFrame:
        """The regions of a country without a group, the one to turn to first on top; see ``where_next.ranking``."""
        return ranking(self.coverage, country, self.order, self.weight)

    def ranked_by(self, country: str) -> str:
        """What the order of ``ranking`` is, in a sentence."""
        people = POPULATION_MEASURES[country].people
        weights = f"{people} ({self.weight:.0%}) and by distance to a group ({1 - self.weight:.0%}) together"
        orders = {
            RankingOrder.PEOPLE: f"{people}, most first",
            RankingOrder.DISTANCE: "distance to a group, farthest first",
            RankingOrder.BOTH: weights,
        }
        return f"Places without a group are ranked by {orders[self.order]}."

    def region_table(self) -> pd.DataFrame:
        """One row per region of the report, in the order of names, index ``region``, columns ``REGION_COLUMNS``.

        ``rank`` is the rank among the regions of its country that have no group; distances are rounded to a tenth,
        shares to a hundred-millionth, because people round them once more; ``neighbors`` are codes with
        spaces between them. What is unknown is missing.
        """
        places = pd.concat([self.ranking(country)["rank"] for country in COUNTRIES])
        table = self.coverage.assign(rank=places.reindex(self.coverage.index))
        table["neighbors"] = table["neighbors"].map(" ".join)
        distances = [column for column in REGION_COLUMNS if column.endswith(("_km", "_miles"))]
        table = table.round(dict.fromkeys(distances, 1) | {"share": 8})
        whole = ["population", "under_18", "rank"]
        table[whole] = table[whole].astype("Int64")
        return table.loc[list(self.region_codes), list(REGION_COLUMNS)]


def records(rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of a frame one by one: values by column, and the index by its name if it has one."""
    columns = [str(column) for column in rows.columns]
    for key, values in zip(rows.index, rows.itertuples(index=False, name=None), strict=True):
        index = {str(rows.index.name): key} if rows.index.name else {}
        yield index | dict(zip(columns, values, strict=True))


def build_report(
    groups: pd.DataFrame,
    *,
    as_of: date,
    made_on: date,
    countries: Sequence[str] = tuple(COUNTRIES),
    region: str | None = None,
    notes: Sequence[str] = (),
    order: RankingOrder = RankingOrder.PEOPLE,
    weight: float = 0.5,
    plans: Mapping[str, tuple[str, Plan]] | None = None,
) -> ReportData:
    """What a report on ``groups``, the directory as it stood on the day ``as_of``, tells.

    With ``region`` the report is about that one: raises ``UnknownRegionError`` for a code that is none. ``plans`` says
    in words and in numbers what is proposed for a country; where it is left out, the fewest groups that reach the
    next round share.
    """
    if region is not None and region not in region_names():
        raise UnknownRegionError(f"“{region}” is no region we know: use an ISO 3166-2 code such as US-MI or CA-BC.")
    coverage = coverage_by_region(groups, as_of)
    if plans is None:
        plans = {country: step for country in countries if (step := _next_step(coverage, country))}
    plans = {country: step for country, step in plans.items() if step[1].regions}
    listed = _serving(groups, region) if region else sorted_groups(_of(groups, countries), GroupSort.REGION)
    return ReportData(
        groups=listed[list(COLUMNS)],
        coverage=coverage,
        countries=(country_of(region),) if region else tuple(countries),
        as_of=as_of,
        made_on=made_on,
        notes=tuple(notes),
        region=region,
        near=_near(groups, region) if region else None,
        order=order,
        weight=weight,
        plans={country: plan for country, (_, plan) in plans.items()},
        proposals={country: words for country, (words, _) in plans.items()},
    )


def _of(groups: pd.DataFrame, countries: Sequence[str]) -> pd.DataFrame:
    return matching(groups, GroupFilters(country=countries[0])) if len(countries) == 1 else groups


def _serving(groups: pd.DataFrame, region: str) -> pd.DataFrame:
    active = groups_serving(groups, region)
    others = matching(groups, GroupFilters(region=region, statuses=(Status.PAUSED, Status.INACTIVE)))
    return pd.concat([active, sorted_groups(others, GroupSort.NAME)])


def _near(groups: pd.DataFrame, region: str) -> pd.DataFrame:
    elsewhere = groups["regions"].map(lambda codes: region not in codes).astype(bool)
    return nearest_groups(groups[elsewhere], region)[[*COLUMNS, "region", "miles"]]


def fewest_groups_label(country: str, target: float) -> str:
    """What a proposal is called that takes the fewest new groups for the share ``target`` (0 to 1)."""
    return f"The fewest new groups for {target:.0%} of {POPULATION_MEASURES[country].people}:"


def _next_step(coverage: pd.DataFrame, country: str) -> tuple[str, Plan] | None:
    """The fewest groups that reach the next round share; None where everyone has one or no figure is known."""
    share = summarize_country(coverage, country).share
    target = next((each for each in _TARGETS if share is not None and share < each), None)
    return (
        (fewest_groups_label(country, target), fewest_groups_for_share(coverage, country, target)) if target else None
    )
