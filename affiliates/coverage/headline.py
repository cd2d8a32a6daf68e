"""What is covered of a country, in numbers and in the sentences that the page, the command line and reports say."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from affiliates.coverage.metrics import Verification
from affiliates.coverage.population import POPULATION_MEASURES

# The parts of a country that are counted apart, each by its kinds of region.
COUNTRY_PARTS = {"US": (("state", "district"), ("territory",)), "CA": (("province", "territory"),)}
# Fractions that people say; beyond the ends we say "fewer than 1 of 20".
_SAID = [Fraction(n, d) for d in (2, 3, 4, 5, 6, 8, 10) for n in range(1, d)]
_FEW = Fraction(1, 20)
_EXACT = Fraction(1, 1000)


@dataclass(frozen=True)
class CoverageSummary:
    """What is covered of some regions of one country.

    ``regions`` and ``covered`` are counts of regions; ``people_total`` and ``people_covered`` are people (children in
    the United States, everyone in Canada) who live in them, and in the covered ones, as far as we have a figure;
    ``unknown_population`` are the codes of those for which we have none: they are among ``regions``, and left out of
    the figures and of ``share``. ``name`` says which regions they are ("50 states and D.C.").
    """

    country: str
    name: str
    regions: int
    covered: int
    people_total: int
    people_covered: int
    unknown_population: tuple[str, ...]

    @property
    def share(self) -> float | None:
        """The part of the people who live in a covered region, between 0 and 1; None without any figure."""
        return self.people_covered / self.people_total if self.people_total else None


def summarize_parts(coverage: pd.DataFrame, country: str) -> tuple[CoverageSummary, ...]:
    """Each part of a country by itself: states and D.C., then territories; provinces and territories of Canada.

    ``coverage`` is what ``coverage_by_region`` gives. A part without a single region is left out.
    """
    own = coverage[coverage["country"] == country]
    parts = [own[own["kind"].isin(kinds)] for kinds in COUNTRY_PARTS[country]]
    return tuple(_summary(part, country) for part in parts if len(part))


def summarize_country(coverage: pd.DataFrame, country: str) -> CoverageSummary:
    """All parts of a country together; it is one kind of figure within a country."""
    return _summary(coverage[coverage["country"] == country], country)


def headline_sentences(coverage: pd.DataFrame, country: str) -> tuple[str, ...]:
    """The two sentences that matter most: how many regions have a group, and how many people live where none is.

    The fraction is the nearest of those people say (halves to tenths without sevenths and ninths), "about" unless it
    is exact to a thousandth; it never says nobody or everybody unless that is so.
    """
    parts = summarize_parts(coverage, country)
    return (regions_sentence(parts[0]), people_sentence(summarize_country(coverage, country))) if parts else ()


def detail_sentences(coverage: pd.DataFrame, country: str) -> tuple[str, ...]:
    """The sentences below the headline: the exact share, the other parts of the country, what is not known, and
    whether somebody looked after the groups."""
    whole = summarize_country(coverage, country)
    own = coverage[coverage["country"] == country]
    return (
        *_share_sentence(whole),
        *(regions_sentence(part) for part in summarize_parts(coverage, country)[1:]),
        *_unknown_sentence(whole, own["name"]),
        *_verification_sentences(own),
    )


def regions_sentence(summary: CoverageSummary) -> str:
    """How many of the regions have a group: "5 of 50 states and D.C. have a group."."""
    if summary.regions > 1 and not summary.covered:
        return f"None of the {summary.name} has a group yet."
    if summary.regions > 1 and summary.covered == summary.regions:
        return f"All {summary.name} have a group."
    return f"{summary.covered} of {summary.name} {'have' if summary.covered > 1 else 'has'} a group."


def people_sentence(summary: CoverageSummary) -> str:
    """How many people live where no group is: "About 7 of 8 children live where there is none."."""
    words = POPULATION_MEASURES[summary.country]
    if not summary.people_total:
        return f"How many {words.people} live where there is none, we do not know."
    counted = " we have figures for" if summary.unknown_population else ""
    without = Fraction(summary.people_total - summary.people_covered, summary.people_total)
    if without == 0:
        return f"{words.everyone_noun.capitalize()}{counted} lives where there is one."
    if without == 1:
        return f"{words.everyone_noun.capitalize()}{counted} lives where there is none."
    return f"{fraction_in_words(without)} {words.people} live where there is none."


def fraction_in_words(part: Fraction) -> str:
    """A part between 0 and 1 as people say it: "About 7 of 8", "3 of 4", "Fewer than 1 of 20"."""
    if part < _FEW:
        return "Fewer than 1 of 20"
    if part > 1 - _FEW:
        return "More than 19 of 20"
    nearest = min(_SAID, key=lambda fraction: (abs(fraction - part), fraction.denominator))
    about = "" if abs(nearest - part) <= _EXACT else "About "
    return f"{about}{nearest.numerator} of {nearest.denominator}"


def format_percent(share: float | None) -> str:
    """A share in percent with one decimal, "unknown" without one; never 0 or 100 unless it is."""
    if share is None or pd.isna(share):
        return "unknown"
    shown = min(max(round(share * 100, 1), 0.1), 99.9) if 0 < share < 1 else share * 100
    return f"{shown:.1f}%"


def join_words(names: Iterable[str]) -> str:
    """Names in a sentence: "Ohio, Texas and Utah"."""
    *first, last = [*names] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def _summary(part: pd.DataFrame, country: str) -> CoverageSummary:
    return CoverageSummary(
        country=country,
        name=_name(part, country),
        regions=len(part),
        covered=int(part["covered"].sum()),
        people_total=int(part["people"].sum()),
        people_covered=int(part.loc[part["covered"], "people"].sum()),
        unknown_population=tuple(map(str, part.index[part["people"].isna()])),
    )


def _name(part: pd.DataFrame, country: str) -> str:
    if country == "CA":
        return f"{len(part)} provinces and territories"
    words = {"state": ("state", "states"), "territory": ("U.S. territory", "U.S. territories")}
    counts = {kind: int((part["kind"] == kind).sum()) for kind in ("state", "district", "territory")}
    return join_words(
        "D.C." if kind == "district" else f"{count} {words[kind][count > 1]}" for kind, count in counts.items() if count
    )


def _share_sentence(whole: CoverageSummary) -> list[str]:
    if whole.share is None:
        return []
    counted = f"{whole.people_covered:,} of {whole.people_total:,} {POPULATION_MEASURES[whole.country].description}"
    return [f"{counted} live in a place with a group: {format_percent(whole.share)}."]


def _unknown_sentence(whole: CoverageSummary, names: pd.Series) -> list[str]:
    if not whole.unknown_population:
        return []
    places = join_words(sorted(names[list(whole.unknown_population)]))
    them = "it is counted as a place" if len(whole.unknown_population) == 1 else "they are counted as places"
    people = POPULATION_MEASURES[whole.country].people
    return [f"How many {people} live in {places}, we do not know: {them} and left out of the share."]


def _verification_sentences(own: pd.DataFrame) -> list[str]:
    covered = int(own["covered"].sum())
    told = {
        Verification.VERIFIED: "somebody verified a group within 12 months.",
        Verification.STALE: "the last verification of a group is more than 12 months ago.",
        Verification.NEVER: "no group has been verified yet.",
    }
    counts = {word: int((own["verification"] == word).sum()) for word in told}
    place = f"{covered} place{'' if covered == 1 else 's'} with a group"
    return [f"In {count} of {place}, {told[word]}" for word, count in counts.items() if count]
