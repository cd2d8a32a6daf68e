"""How much of a country is covered, in numbers and in the sentences of the page, the command line and the reports."""

from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from affiliates.content.wording import count_of, format_percent, join_words
from affiliates.coverage.metrics import Tier, Verification
from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.languages.catalogs import ENGLISH

# The parts of a country that are counted separately, each by its kinds of region.
COUNTRY_PARTS = {"US": (("state", "district"), ("territory",)), "CA": (("province", "territory"),)}
# What a group that serves a whole region is called.
WHOLE_REGION = {"US": "statewide", "CA": "province-wide"}
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
    """How many of some regions of one country have groups of their own, and how many people live in them.

    ``regions`` counts the regions, ``statewide`` those that a statewide group serves, ``local_only`` those where only
    local or regional groups are, each for a part of the place. ``people_total``, ``people_statewide`` and
    ``people_local_only`` count the people (children in the United States, everyone in Canada) who live in them;
    ``doubtful`` counts the regions of which nobody knows whether they have a group, ``people_doubtful`` their people.
    ``unknown_population`` lists the codes of regions whose population is unknown: they are counted in ``regions``, but
    add no people and do not affect a share. ``name`` says which regions these are ("50 states and D.C.").
    """

    country: str
    name: str
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


def headline_sentences(coverage: pd.DataFrame, country: str) -> tuple[str, ...]:
    """The two main sentences: how many regions have a statewide group, and how many people live where there is none.

    A region with local groups only is told apart: a group in one city is not there for the whole state. The fraction
    is the nearest one in everyday use (halves to tenths, without sevenths and ninths), with "about" unless it is exact
    to a thousandth; it says everyone or no one only if that is true. Empty for a country without regions.
    """
    summary = summarize_country(coverage, country)
    return (regions_sentence(summary), people_sentence(summary)) if summary.regions else ()


def detail_sentences(coverage: pd.DataFrame, country: str) -> tuple[str, ...]:
    """The sentences below the headline: the exact shares, the other parts of the country, what is unknown, and how
    recently groups were verified."""
    regions = coverage[coverage["country"] == country]
    return (
        *_share_sentences(summarize_country(coverage, country)),
        *(regions_sentence(part) for part in summarize_parts(coverage, country)[1:]),
        *_unknown_sentence(regions, country),
        *_doubtful_sentence(regions),
        *_verification_sentences(regions),
    )


def regions_sentence(summary: CoverageSummary) -> str:
    """How many of the regions have a statewide group: "5 of 50 states and D.C. have a statewide group."."""
    group = f"{WHOLE_REGION[summary.country]} group"
    if summary.doubtful:
        verb = "are" if summary.statewide > 1 else "is"
        sentence = f"{summary.statewide or 'None'} of {summary.name} {verb} known to have a {group}"
    elif summary.regions > 1 and not summary.statewide:
        sentence = f"None of the {summary.name} has a {group} yet"
    elif summary.regions > 1 and summary.statewide == summary.regions:
        sentence = f"All {summary.name} have a {group}"
    else:
        verb = "have" if summary.statewide > 1 else "has"
        sentence = f"{summary.statewide} of {summary.name} {verb} a {group}"
    if summary.local_only:
        more = "more " if summary.statewide else ""
        verb = "have" if summary.local_only > 1 else "has"
        sentence += f", and {summary.local_only} {more}{verb} local groups only"
    return f"{sentence}."


def people_sentence(summary: CoverageSummary) -> str:
    """How many people live where there is no statewide group: "About 7 of 8 children live where there is none."."""
    measure = POPULATION_MEASURES[summary.country]
    none = f"no {WHOLE_REGION[summary.country]} group" if summary.local_only else "none"
    where = f"{none} is known" if summary.doubtful else f"there is {none}"
    if not summary.people_total:
        return f"We do not know how many {measure.people} live where {where}."
    counted = " we have data for" if summary.unknown_population else ""
    without = Fraction(summary.people_total - summary.people_statewide, summary.people_total)
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
    has_statewide = regions["statewide"] > 0
    is_local_only = regions["covered"] & ~has_statewide
    is_doubtful = regions["tier"] == Tier.UNKNOWN
    return CoverageSummary(
        country=country,
        name=_name(regions["kind"], country),
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


def _name(kinds: pd.Series, country: str) -> str:
    if country == "CA":
        return f"{len(kinds)} provinces and territories"
    counts = {kind: int((kinds == kind).sum()) for kind in ("state", "district", "territory")}
    names = {
        "state": count_of(counts["state"], "state", "states"),
        "district": "D.C.",
        "territory": count_of(counts["territory"], "U.S. territory", "U.S. territories"),
    }
    return join_words(ENGLISH, (names[kind] for kind, count in counts.items() if count))


def _share_sentences(summary: CoverageSummary) -> list[str]:
    if not summary.people_total:
        return []
    described = POPULATION_MEASURES[summary.country].description
    group = f"{WHOLE_REGION[summary.country]} group"
    counted = f"{summary.people_statewide:,} of {summary.people_total:,} {described}"
    sentences = [f"{counted} live in a place with a {group}: {format_percent(ENGLISH, summary.share)}."]
    if summary.people_local_only:
        sentences.append(
            f"{summary.people_local_only:,} live where only local groups are, each for a part of the place: "
            f"{format_percent(ENGLISH, summary.share_local_only)}."
        )
    return [
        *sentences,
        f"{summary.people_without:,} live where there is no group: {format_percent(ENGLISH, summary.share_without)}.",
    ]


def _unknown_sentence(regions: pd.DataFrame, country: str) -> list[str]:
    unknown = regions[regions["people"].isna()]
    if unknown.empty:
        return []
    places, people = join_words(ENGLISH, sorted(unknown["name"])), POPULATION_MEASURES[country].people
    return [f"We do not know how many {people} live in {places}, so no share counts them."]


def _doubtful_sentence(regions: pd.DataFrame) -> list[str]:
    places = join_words(ENGLISH, sorted(regions.loc[regions["tier"] == Tier.UNKNOWN, "name"]))
    return [f"We cannot say whether {places} has a group: a row of our list cannot be read."] if places else []


def _verification_sentences(regions: pd.DataFrame) -> list[str]:
    places = count_of(int(regions["covered"].sum()), "place", "places")
    counts = {each: int((regions["verification"] == each).sum()) for each in _VERIFICATION_CLAUSES}
    return [
        f"In {count} of {places} with a group, {_VERIFICATION_CLAUSES[each]}" for each, count in counts.items() if count
    ]
