"""Every region of a country as a row of text: the table on the page and on the command line."""

from collections.abc import Mapping
from enum import StrEnum

import pandas as pd

from affiliates.content.place_names import display_name, names_in_order
from affiliates.content.wording import format_number, format_percent
from affiliates.coverage.metrics import Tier, Verification
from affiliates.coverage.planning import EQUAL_WEIGHT, NOBODY_KNOWN, RankingOrder, ranking
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.coverage.words.labels import tier_name, unknown, verification_name
from affiliates.languages.language import Language

NOTHING = "–"


class RegionSort(StrEnum):
    """The orders in which the table can be sorted."""

    RANK = "rank"
    NAME = "name"
    PEOPLE = "people"
    GROUPS = "groups"
    DISTANCE = "distance"


class RegionColumn(StrEnum):
    """The columns of the table as text."""

    RANK = "rank"
    POINTS = "points"
    READY = "ready"
    PLACE = "place"
    GROUPS = "groups"
    PEOPLE = "people"
    SHARE = "share"
    NEAREST = "nearest"
    MILES = "miles"
    KM = "km"
    VERIFIED = "verified"


# Columns of words, which are aligned to the left.
_TEXT_COLUMNS = (RegionColumn.PLACE, RegionColumn.GROUPS, RegionColumn.NEAREST, RegionColumn.VERIFIED)
# Shown by one order only, which they decide.
_DECISIVE_COLUMNS = {RegionColumn.POINTS: RankingOrder.BOTH, RegionColumn.READY: RankingOrder.READY}
_SORT_COLUMNS: dict[RegionSort, list[str]] = {
    RegionSort.NAME: [],
    RegionSort.PEOPLE: ["people"],
    RegionSort.GROUPS: ["groups"],
    RegionSort.DISTANCE: ["border_km", "center_km"],
}


def sorted_regions(
    language: Language,
    coverage: pd.DataFrame,
    country: str,
    sort: RegionSort = RegionSort.RANK,
    order: RankingOrder = RankingOrder.PEOPLE,
    weight: float = EQUAL_WEIGHT,
    ready: Mapping[str, int] = NOBODY_KNOWN,
) -> pd.DataFrame:
    """Every region of a country, one row each; index and columns as in ``coverage``, plus those of ``ranking``.

    By rank, regions without a statewide group come first, in the order of their ranking, then those of which it is
    not known, and then the others, both by people. Otherwise they are sorted by name; by people or by groups, most
    first; or by distance to the nearest covered region, farthest first. Ties are sorted by name; missing values come
    last. Names are in the order of the language's alphabet.
    """
    ranked = ranking(coverage, country, order, weight, ready)
    others = coverage[(coverage["country"] == country) & ~coverage.index.isin(ranked.index)]
    table = pd.concat([ranked, others.sort_values(["covered", "people", "name"], ascending=[True, False, True])])
    if sort is RegionSort.RANK:
        return table
    by = _SORT_COLUMNS[sort]
    positions = {region: position for position, region in enumerate(names_in_order(language))}
    ordered = table.assign(position=table.index.map(positions)).sort_values(
        [*by, "position"], ascending=[*(False for _ in by), True], na_position="last"
    )
    return ordered.drop(columns="position")


def region_table_as_text(
    language: Language, table: pd.DataFrame, country: str, order: RankingOrder = RankingOrder.PEOPLE
) -> pd.DataFrame:
    """The rows of ``sorted_regions`` as text for people to read; index: code; columns: each a ``RegionColumn``.

    Only regions without a statewide group have a rank; points, or how many people are ready, are shown only
    when they decide the order. Miles and kilometers are those between the borders, 0 for neighbors.
    """
    columns = {
        RegionColumn.RANK: _numbers(language, table["rank"]),
        RegionColumn.POINTS: _numbers(language, table["points"], decimals=1),
        RegionColumn.READY: _numbers(language, table["ready"]),
        RegionColumn.PLACE: [display_name(language, str(region)) for region in table.index],
        RegionColumn.GROUPS: [
            _groups(language, count, Tier(tier)) for count, tier in zip(table["groups"], table["tier"], strict=True)
        ],
        RegionColumn.PEOPLE: _numbers(language, table["people"], missing=unknown(language)),
        RegionColumn.SHARE: [format_percent(language, share) for share in table["share"]],
        RegionColumn.NEAREST: [
            NOTHING if pd.isna(region) else display_name(language, region) for region in table["nearest"]
        ],
        RegionColumn.MILES: _numbers(language, table["border_miles"]),
        RegionColumn.KM: _numbers(language, table["border_km"]),
        RegionColumn.VERIFIED: [
            NOTHING if pd.isna(each) else verification_name(language, Verification(each))
            for each in table["verification"]
        ],
    }
    for column, shown_by in _DECISIVE_COLUMNS.items():
        if order is not shown_by:
            del columns[column]
    return pd.DataFrame(columns, index=table.index, dtype="str")


def column_headings(language: Language, country: str) -> dict[str, str]:
    """What each ``RegionColumn`` is called, in the order of the table."""
    return {
        RegionColumn.RANK: language.gettext("Rank"),
        RegionColumn.POINTS: language.gettext("Points"),
        RegionColumn.READY: language.gettext("People ready to help"),
        RegionColumn.PLACE: language.gettext("Place"),
        RegionColumn.GROUPS: language.gettext("Groups"),
        RegionColumn.PEOPLE: language.gettext(POPULATION_MEASURES[country].label),
        RegionColumn.SHARE: language.pgettext("column", "Share"),
        RegionColumn.NEAREST: language.gettext("Nearest other with a group"),
        RegionColumn.MILES: language.gettext("Miles"),
        RegionColumn.KM: language.gettext("Km"),
        RegionColumn.VERIFIED: language.pgettext("column", "Verified"),
    }


def format_as_lines(texts: pd.DataFrame, headings: Mapping[str, str]) -> str:
    """A table of text as aligned lines for a terminal: numbers to the right, words to the left."""
    columns = []
    for column in texts:
        cells = [headings[str(column)], *texts[column]]
        width = max(map(len, cells))
        columns.append([cell.ljust(width) if column in _TEXT_COLUMNS else cell.rjust(width) for cell in cells])
    return "\n".join("  ".join(line).rstrip() for line in zip(*columns, strict=True))


def _groups(language: Language, count: int, tier: Tier) -> str:
    if count:
        # TRANSLATORS: The number of groups and their kinds, below the heading "Groups": "2, statewide and local".
        return language.gettext("{count}, {kinds}", count=count, kinds=tier_name(language, tier))
    return language.pgettext("groups", "none yet") if tier is Tier.NONE else tier_name(language, tier)


def _numbers(language: Language, values: pd.Series, *, decimals: int = 0, missing: str = NOTHING) -> list[str]:
    return [missing if pd.isna(value) else format_number(language, value, decimals) for value in values]
