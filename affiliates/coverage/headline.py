"""How much of a country is covered, in numbers and in the sentences of the page, the command line and the reports."""

from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from affiliates.content.wording import count_of, format_percent, join_words
from affiliates.coverage.metrics import Tier, Verification
from affiliates.coverage.population import POPULATION_MEASURES

# The parts of a country that are counted separately, each by its kinds of region.
COUNTRY_PARTS = {"US": (("state", "district"), ("territory",)), "CA": (("province", "territory"),)}
# Fractions in everyday use; below and above them it is "fewer than 1 of 20" and "more than 19 of 20".
_EVERYDAY_FRACTIONS = [Fraction(n, d) for d in (2, 3, 4, 5, 6, 8, 10) for n in range(1, d)]
_FEW = Fraction(1, 20)
# Closer than this, a fraction is called exact.
_TOLERANCE = Fraction(1, 1000)
_VERIFICATION_CLAUSES = {
    Verification.VERIFIED: "a group was verified in the last 12 months.",
    Verification.STALE: "the last verification of a group was more than 12 months ago.",
    Verification.NEVER: "no group has been verified yet.",
}


@dataclass(frozen=True)
class CoverageSummary:
    """How many of some regions of one country are covered, and how many people live in them.

    ``regions`` and ``covered`` are counts of regions; ``people_total`` and ``people_covered`` count the people
    (children in the United States, everyone in Canada) in all of them and in the covered ones. ``unknown_population``
    lists the codes of regions whose population is unknown: they are counted in ``regions``, but add no people and do
    not affect ``share``. ``name`` says which regions these are ("50 states and D.C."). ``doubtful`` counts those of
    which nobody knows whether they have a group; they are not counted as covered.
    """

    country: str
    name: str
    regions: int
    covered: int
    people_total: int
    people_covered: int
    unknown_population: tuple[str, ...]
    doubtful: int = 0

    @property
    def share(self) -> float | None:
        """The share of the people who live in a covered region, between 0 and 1; None if no population is known."""
        return self.people_covered / self.people_total if self.people_total else None


def summarize_parts(coverage: pd.DataFrame, country: str) -> tuple[CoverageSummary, ...]:
    """A summary of each part of a country: states and D.C., then territories; provinces and territories of Canada.

    ``coverage`` is the frame of ``coverage_by_region``. A part without any regions is left out.
    """
    regions = coverage[coverage["country"] == country]
    parts = [regions[regions["kind"].isin(kinds)] for kinds in COUNTRY_PARTS[country]]
    return tuple(_summary(part, country) for part in parts if len(part))


def summarize_country(coverage: pd.DataFrame, country: str) -> CoverageSummary:
    """A summary of the whole country; within one country the same kind of people is counted everywhere."""
    return _summary(coverage[coverage["country"] == country], country)


def headline_sentences(coverage: pd.DataFrame, country: str) -> tuple[str, ...]:
    """The two main sentences: how many regions have a group, and how many people live where there is none.

    The fraction is the nearest one in everyday use (halves to tenths, without sevenths and ninths), with "about"
    unless it is exact to a thousandth; it says everyone or no one only if that is true. Empty for a country without
    regions.
    """
    parts = summarize_parts(coverage, country)
    return (regions_sentence(parts[0]), people_sentence(summarize_country(coverage, country))) if parts else ()


def detail_sentences(coverage: pd.DataFrame, country: str) -> tuple[str, ...]:
    """The sentences below the headline: the exact share, the other parts of the country, what is unknown, and how
    recently groups were verified."""
    summary = summarize_country(coverage, country)
    regions = coverage[coverage["country"] == country]
    return (
        *_share_sentence(summary),
        *(regions_sentence(part) for part in summarize_parts(coverage, country)[1:]),
        *_unknown_sentence(summary, regions["name"]),
        *_verification_sentences(regions),
    )


def regions_sentence(summary: CoverageSummary) -> str:
    """How many of the regions have a group: "5 of 50 states and D.C. have a group."."""
    if summary.doubtful:
        counted = summary.covered or "None"
        return f"{counted} of {summary.name} {'are' if summary.covered > 1 else 'is'} known to have a group."
    if summary.regions > 1 and not summary.covered:
        return f"None of the {summary.name} has a group yet."
    if summary.regions > 1 and summary.covered == summary.regions:
        return f"All {summary.name} have a group."
    return f"{summary.covered} of {summary.name} {'have' if summary.covered > 1 else 'has'} a group."


def people_sentence(summary: CoverageSummary) -> str:
    """How many people live where there is no group: "About 7 of 8 children live where there is none."."""
    measure = POPULATION_MEASURES[summary.country]
    if not summary.people_total:
        return f"We do not know how many {measure.people} live where there is none."
    counted = " we have data for" if summary.unknown_population else ""
    without = Fraction(summary.people_total - summary.people_covered, summary.people_total)
    where = "none is known" if summary.doubtful else "there is none"
    if without == 0:
        return f"{measure.everyone_noun.capitalize()}{counted} lives where there is one."
    if without == 1:
        return f"{measure.everyone_noun.capitalize()}{counted} lives where {where}."
    return f"{fraction_in_words(without)} {measure.people} live where {where}."


def fraction_in_words(fraction: Fraction) -> str:
    """A fraction between 0 and 1 in everyday words: "About 7 of 8", "3 of 4", "Fewer than 1 of 20"."""
    if fraction < _FEW:
        return "Fewer than 1 of 20"
    if fraction > 1 - _FEW:
        return "More than 19 of 20"
    nearest = min(_EVERYDAY_FRACTIONS, key=lambda each: (abs(each - fraction), each.denominator))
    about = "" if abs(nearest - fraction) <= _TOLERANCE else "About "
    return f"{about}{nearest.numerator} of {nearest.denominator}"


def _summary(regions: pd.DataFrame, country: str) -> CoverageSummary:
    return CoverageSummary(
        country=country,
        name=_name(regions["kind"], country),
        regions=len(regions),
        covered=int(regions["covered"].sum()),
        people_total=int(regions["people"].sum()),
        people_covered=int(regions.loc[regions["covered"], "people"].sum()),
        unknown_population=tuple(map(str, regions.index[regions["people"].isna()])),
        doubtful=int((regions["tier"] == Tier.UNKNOWN).sum()) if "tier" in regions else 0,
    )


def _name(kinds: pd.Series, country: str) -> str:
    if country == "CA":
        return f"{len(kinds)} provinces and territories"
    counts = {kind: int((kinds == kind).sum()) for kind in ("state", "district", "territory")}
    names = {
        "state": count_of(counts["state"], "state", "states"),
        "district": "D.C.",
        "territory": count_of(counts["territory"], "U.S. territory", "U.S. territories"),
    }
    return join_words(names[kind] for kind, count in counts.items() if count)


def _share_sentence(summary: CoverageSummary) -> list[str]:
    if summary.share is None:
        return []
    described = POPULATION_MEASURES[summary.country].description
    counted = f"{summary.people_covered:,} of {summary.people_total:,} {described}"
    return [f"{counted} live in a place with a group: {format_percent(summary.share)}."]


def _unknown_sentence(summary: CoverageSummary, names: pd.Series) -> list[str]:
    if not summary.unknown_population:
        return []
    places = join_words(sorted(names[list(summary.unknown_population)]))
    is_one = len(summary.unknown_population) == 1
    counted = "so it counts as a place" if is_one else "so they count as places"
    people = POPULATION_MEASURES[summary.country].people
    return [f"We do not know how many {people} live in {places}, {counted} but not toward the percentage."]


def _verification_sentences(regions: pd.DataFrame) -> list[str]:
    places = count_of(int(regions["covered"].sum()), "place", "places")
    counts = {each: int((regions["verification"] == each).sum()) for each in _VERIFICATION_CLAUSES}
    return [
        f"In {count} of {places} with a group, {_VERIFICATION_CLAUSES[each]}" for each, count in counts.items() if count
    ]
