"""The data behind a report: every format renders the same ``ReportData``, so all of them agree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from affiliates.content.place_names import country_name, in_region
from affiliates.content.wording import format_day, format_percent
from affiliates.coverage.metrics import Tier
from affiliates.coverage.planning import Plan, RankingOrder, ranking
from affiliates.coverage.summary import CoverageSummary, summarize_parts
from affiliates.coverage.words.headline import detail_sentences, headline_sentences
from affiliates.coverage.words.method import sources
from affiliates.directory.schema import Status
from affiliates.geo.regions import COUNTRIES, country_of, region_names
from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.language import N_, Language
from affiliates.support.queries import RegionSupport

TITLE = N_("Where groups are, and where none is yet")
_RANKED_BY_PEOPLE = {
    "US": N_("Places without a statewide group are ranked by number of children, highest first."),
    "CA": N_("Places without a statewide group are ranked by number of people, highest first."),
}
_RANKED_BY_DISTANCE = N_("Places without a statewide group are ranked by distance to a group, farthest first.")
_RANKED_BY_READY = N_(
    "Places without a group are ranked by how many people are ready to help start one, most first. The number is known "
    "from five up only."
)
_RANKED_BY_BOTH = {
    "US": N_(
        "Places without a statewide group are ranked by number of children ({people_weight}) and distance to a group "
        "({distance_weight}) combined."
    ),
    "CA": N_(
        "Places without a statewide group are ranked by number of people ({people_weight}) and distance to a group "
        "({distance_weight}) combined."
    ),
}
# The columns of ``ReportData.region_table``, in order; ``coverage_by_region`` explains them.
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


@dataclass(frozen=True)
class ReportData:
    """Everything a report says.

    Attributes
    ----------
    groups
        The groups it lists, one row each, by region and name; the public columns and nothing else. In a report on one
        region: the groups that serve it, active ones first, statewide before local.
    coverage
        One row per region of both countries, as ``coverage_by_region`` gives it for the day ``as_of``.
    countries
        The ISO 3166-1 codes of the countries it covers.
    as_of, made_on
        The day whose groups it lists, and the day it was made: the only thing that differs between two reports on the
        same data.
    language
        What it is written in.
    notes
        Sentences about what was left out and what is uncertain.
    region
        The code of the one region it is about; None for a report on whole countries.
    nearby_groups
        In a report on one region, active groups of other regions, nearest first: the public columns, ``region`` and
        ``miles`` (see ``nearest_groups``).
    support
        In a report on one region, who else helps families there; see ``support_in``.
    order, weight
        How regions without a statewide group are ranked (see ``ranking``).
    plans, proposals
        By country, the new groups that are proposed, and a sentence that says what kind of proposal this is.
    gone_links
        The addresses that a report for reading leads nobody to, because nothing is there any more.
    ready
        How many people are ready to help start a group, by region, as everybody may know it (see ``ranking``).
    """

    groups: pd.DataFrame
    coverage: pd.DataFrame
    countries: tuple[str, ...]
    as_of: date
    made_on: date
    language: Language = ENGLISH
    notes: tuple[str, ...] = ()
    region: str | None = None
    nearby_groups: pd.DataFrame | None = None
    support: RegionSupport | None = None
    order: RankingOrder = RankingOrder.PEOPLE
    weight: float = 0.5
    plans: dict[str, Plan] = field(default_factory=dict)
    proposals: dict[str, str] = field(default_factory=dict)
    gone_links: frozenset[str] = frozenset()
    ready: Mapping[str, int] = field(default_factory=dict)

    @property
    def active_groups(self) -> pd.DataFrame:
        """The listed groups that are active, in the same order."""
        return self.groups[self.groups["status"] == Status.ACTIVE]

    @property
    def title(self) -> str:
        """The title of the report."""
        if not self.region:
            return self.language.gettext(TITLE)
        return self.language.gettext("Groups for families {in_region}", in_region=in_region(self.language, self.region))

    @property
    def region_codes(self) -> tuple[str, ...]:
        """The codes of the regions the report covers, in the order of their names."""
        if self.region:
            return (self.region,)
        in_countries = (code for code in region_names() if country_of(code) in self.countries)
        return tuple(code for code in in_countries if code in self.coverage.index)

    @property
    def tiers(self) -> dict[str, Tier]:
        """The tier of each region of both countries, by its code."""
        return {str(region): Tier(tier) for region, tier in self.coverage["tier"].items()}

    def headline(self, country: str) -> tuple[str, ...]:
        """The two sentences about a country that matter most."""
        return headline_sentences(self.language, self.coverage, country)

    def details(self, country: str) -> tuple[str, ...]:
        """The sentences that follow the headline."""
        return detail_sentences(self.language, self.coverage, country)

    def with_country(self, country: str, sentence: str) -> str:
        """A sentence after the name of the country that it is about."""
        name = country_name(self.language, country)
        return self.language.gettext("{country}: {sentence}", country=name, sentence=sentence)

    def summaries(self, country: str) -> tuple[CoverageSummary, ...]:
        """The parts of a country, each counted for itself; the base of the shares comes first."""
        return summarize_parts(self.coverage, country)

    def ranking(self, country: str) -> pd.DataFrame:
        """The regions of a country that have no statewide group, highest priority first; see ``planning.ranking``."""
        return ranking(self.coverage, country, self.order, self.weight, self.ready)

    def ranked_by(self, country: str) -> str:
        """A sentence that explains the order of ``ranking``."""
        if self.order is RankingOrder.PEOPLE:
            return self.language.gettext(_RANKED_BY_PEOPLE[country])
        if self.order is RankingOrder.DISTANCE:
            return self.language.gettext(_RANKED_BY_DISTANCE)
        if self.order is RankingOrder.READY:
            return self.language.gettext(_RANKED_BY_READY)
        return self.language.gettext(
            _RANKED_BY_BOTH[country],
            people_weight=format_percent(self.language, self.weight, decimals=0),
            distance_weight=format_percent(self.language, 1 - self.weight, decimals=0),
        )

    def sources(self) -> tuple[str, ...]:
        """Where groups and figures come from, a sentence each."""
        listed = self.language.gettext(
            "Groups: the Alliance’s list of affiliate groups as of {as_of}.",
            as_of=format_day(self.language, self.as_of),
        )
        return (listed, *sources(self.language))

    def region_table(self) -> pd.DataFrame:
        """One row per region of the report, by name; index ``region``, columns ``REGION_COLUMNS``.

        ``rank`` is the rank among the regions of its country that have no statewide group. Distances are rounded to a
        tenth, shares to eight decimals, because readers round them again. ``neighbors`` are codes separated by spaces.
        Unknown values are missing.
        """
        ranks = pd.concat([self.ranking(country)["rank"] for country in COUNTRIES])
        table = self.coverage.assign(rank=ranks.reindex(self.coverage.index))
        table["neighbors"] = table["neighbors"].map(" ".join)
        distances = [column for column in REGION_COLUMNS if column.endswith(("_km", "_miles"))]
        table = table.round(dict.fromkeys(distances, 1) | {"share": 8})
        counts = ["population", "under_18", "rank"]
        table[counts] = table[counts].astype("Int64")
        return table.loc[list(self.region_codes), list(REGION_COLUMNS)]


def records(rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of a frame as mappings from column to value, with the index under its name if it has one."""
    columns = [str(column) for column in rows.columns]
    for key, values in zip(rows.index, rows.itertuples(index=False, name=None), strict=True):
        index = {str(rows.index.name): key} if rows.index.name else {}
        yield index | dict(zip(columns, values, strict=True))
