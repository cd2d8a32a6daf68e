"""How much of a country is covered, in numbers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import NamedTuple

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
    regions = _regions(coverage, country)
    parts = [[each for each in regions if each.kind in kinds] for kinds in COUNTRY_PARTS[country]]
    return tuple(_summary(part, country) for part in parts if part)


def summarize_country(coverage: pd.DataFrame, country: str) -> CoverageSummary:
    """A summary of the one base of every figure about a country: the 50 states and D.C., whose children are counted,
    without the territories; all of Canada."""
    kinds = COUNTRY_PARTS[country][0]
    return _summary([each for each in _regions(coverage, country) if each.kind in kinds], country)


def is_in_base(coverage: pd.DataFrame, country: str) -> pd.Series:
    """Whether each region belongs to the base of the figures about a country; see ``summarize_country``."""
    return (coverage["country"] == country) & coverage["kind"].isin(COUNTRY_PARTS[country][0])


class _Region(NamedTuple):
    """What is counted of a region; ``people`` is NaN if unknown."""

    code: str
    country: str
    kind: str
    statewide: int
    covered: bool
    tier: str
    people: float


def _regions(coverage: pd.DataFrame, country: str) -> list[_Region]:
    """The regions of a country one by one: a few dozen are counted sooner so than as a frame."""
    columns = (coverage[name].tolist() for name in _Region._fields[1:])
    regions = map(_Region._make, zip(coverage.index, *columns, strict=True))
    return [region for region in regions if region.country == country]


def _summary(regions: Sequence[_Region], country: str) -> CoverageSummary:
    statewide = [each for each in regions if each.statewide]
    local_only = [each for each in regions if each.covered and not each.statewide]
    doubtful = [each for each in regions if each.tier == Tier.UNKNOWN]
    return CoverageSummary(
        country=country,
        kinds=Counter(each.kind for each in regions),
        regions=len(regions),
        statewide=len(statewide),
        local_only=len(local_only),
        people_total=_people(regions),
        people_statewide=_people(statewide),
        people_local_only=_people(local_only),
        people_doubtful=_people(doubtful),
        unknown_population=tuple(each.code for each in regions if isnan(each.people)),
        doubtful=len(doubtful),
    )


def _people(regions: Sequence[_Region]) -> int:
    return int(sum(each.people for each in regions if not isnan(each.people)))
