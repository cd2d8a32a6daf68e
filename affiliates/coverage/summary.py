"""How much of a country is covered, in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from affiliates.coverage.metrics import Tier

# The parts of a country that are counted separately, each by its kinds of region.
COUNTRY_PARTS = {"US": (("state", "district"), ("territory",)), "CA": (("province", "territory"),)}


@dataclass(frozen=True)
class CoverageSummary:
    """How many of some regions of one country have groups of their own, and how many people live in them.

    ``regions`` counts the regions, ``statewide`` those that a statewide group serves, ``local_only`` those where only
    local or regional groups are, each for a part of the place. ``people_total``, ``people_statewide`` and
    ``people_local_only`` count the people (children in the United States, everyone in Canada) who live in them;
    ``doubtful`` counts the regions of which nobody knows whether they have a group, ``people_doubtful`` their people.
    ``unknown_population`` lists the codes of regions whose population is unknown: they are counted in ``regions``, but
    add no people and do not affect a share. ``kinds`` counts the regions of each kind (state, district ...).
    """

    country: str
    kinds: Mapping[str, int]
    regions: int
    statewide: int
    local_only: int
    people_total: int
    people_statewide: int
    people_local_only: int
    people_doubtful: int
    unknown_population: tuple[str, ...]
    doubtful: int

    @property
    def covered(self) -> int:
        """How many regions have any group of their own, if only a local one."""
        return self.statewide + self.local_only

    @property
    def people_without(self) -> int:
        """How many people live where there is no group, not even a local one."""
        return self.people_total - self.people_statewide - self.people_local_only - self.people_doubtful

    @property
    def share(self) -> float | None:
        """The share of the people who live where a statewide group is, 0 to 1; None if no population is known."""
        return self.people_statewide / self.people_total if self.people_total else None

    @property
    def share_local_only(self) -> float | None:
        """The share of the people who live where only local groups are, 0 to 1; None if no population is known."""
        return self.people_local_only / self.people_total if self.people_total else None

    @property
    def share_without(self) -> float | None:
        """The share of the people who live where there is no group, 0 to 1; None if no population is known."""
        return self.people_without / self.people_total if self.people_total else None


def summarize_parts(coverage: pd.DataFrame, country: str) -> tuple[CoverageSummary, ...]:
    """A summary of each part of a country: states and D.C., then territories; provinces and territories of Canada.

    ``coverage`` is the frame of ``coverage_by_region``. A part without any regions is left out.
    """
    regions = coverage[coverage["country"] == country]
    parts = [regions[regions["kind"].isin(kinds)] for kinds in COUNTRY_PARTS[country]]
    return tuple(_summary(part, country) for part in parts if len(part))


def summarize_country(coverage: pd.DataFrame, country: str) -> CoverageSummary:
    """A summary of the one base of every figure about a country: the 50 states and D.C., whose children are counted,
    without the territories; all of Canada."""
    return _summary(coverage[is_in_base(coverage, country)], country)


def is_in_base(coverage: pd.DataFrame, country: str) -> pd.Series:
    """Whether each region belongs to the base of the figures about a country; see ``summarize_country``."""
    return (coverage["country"] == country) & coverage["kind"].isin(COUNTRY_PARTS[country][0])


def _summary(regions: pd.DataFrame, country: str) -> CoverageSummary:
    has_statewide = regions["statewide"] > 0
    is_local_only = regions["covered"] & ~has_statewide
    is_doubtful = regions["tier"] == Tier.UNKNOWN
    return CoverageSummary(
        country=country,
        kinds={str(kind): int(count) for kind, count in regions["kind"].value_counts().items()},
        regions=len(regions),
        statewide=int(has_statewide.sum()),
        local_only=int(is_local_only.sum()),
        people_total=int(regions["people"].sum()),
        people_statewide=int(regions.loc[has_statewide, "people"].sum()),
        people_local_only=int(regions.loc[is_local_only, "people"].sum()),
        people_doubtful=int(regions.loc[is_doubtful, "people"].sum()),
        unknown_population=tuple(map(str, regions.index[regions["people"].isna()])),
        doubtful=int(is_doubtful.sum()),
    )
