"""What is covered of a country, in numbers and in the sentences that the page, the command line and reports say."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from affiliates.coverage.metrics import Verification
from affiliates.coverage.population import FIGURES

# The parts of a country that are counted apart, each by its kinds of region.
PARTS = {"US": (("state", "district"), ("territory",)), "CA": (("province", "territory"),)}
# Fractions that people say; beyond the ends we say "fewer than 1 of 20".
_SAID = [Fraction(n, d) for d in (2, 3, 4, 5, 6, 8, 10) for n in range(1, d)]
_FEW = Fraction(1, 20)
_EXACT = Fraction(1, 1000)


@dataclass(frozen=True)
class Summary:
    """What is covered of some regions of one country.

    ``regions`` and ``covered`` are counts of regions; ``figure_total`` and ``figure_covered`` are people (children in
    the United States, everyone in Canada) who live in them, and in the covered ones, as far as we have a figure;
    ``without_figure`` are the codes of those for which we have none: they are among ``regions``, and left out of the
    figures and of ``share``. ``name`` says which regions they are ("50 states and D.C.").
    """

    country: str
    name: str
    regions: int
    covered: int
    figure_total: int
    figure_covered: int
    without_figure: tuple[str, ...]

    @property
    def share(self) -> float | None:
        """The part of the people who live in a covered region, between 0 and 1; None without any figure."""
        return self.figure_covered / self.figure_total if self.figure_total else None


def summaries(coverage: pd.DataFrame, country: str) -> tuple[Summary, ...]:
    """Each part of a country by itself: states and D.C., then territories; provinces and territories of Canada.

    ``coverage`` is what ``coverage_by_region`` gives. A part without a single region is left out.
    """
    own = coverage[coverage["country"] == country]
    parts = [own[own["kind"].isin(kinds)] for kinds in PARTS[country]]
    return tuple(_summary(part, country) for part in parts if len(part))


def whole_country(coverage: pd.DataFrame, country: str) -> Summary:
    """All parts of a country together; it is one kind of figure within a country."""
    return _summary(coverage[coverage["country"] == country], country)


def headline(coverage: pd.DataFrame, country: str) -> tuple[str, ...]:
    """The two sentences that matter most: how many regions have a group, and how many people live where none is.

    The fraction is the nearest of those people say (halves to tenths without sevenths and ninths), "about" unless it
    is exact to a thousandth; it never says nobody or everybody unless that is so.
    """
    parts = summaries(coverage, country)
    return (places_sentence(parts[0]), people_sentence(whole_country(coverage, country))) if parts else ()


def details(coverage: pd.DataFrame, country: str) -> tuple[str, ...]:
    """The sentences below the headline: the exact share, the other parts of the country, what is not known, and
    whether somebody looked after the groups."""
    whole = whole_country(coverage, country)
    own = coverage[coverage["country"] == country]
    return (
        *_share_sentence(whole),
        *(places_sentence(part) for part in summaries(coverage, country)[1:]),
        *_unknown_sentence(whole, own["name"]),
        *_verification_sentences(own),
    )


def places_sentence(summary: Summary) -> str:
    """How many of the regions have a group: "5 of 50 states and D.C. have a group."."""
    if summary.regions > 1 and not summary.covered:
        return f"None of the {summary.name} has a group yet."
    if summary.regions > 1 and summary.covered == summary.regions:
        return f"All {summary.name} have a group."
    return f"{summary.covered} of {summary.name} {'have' if summary.covered > 1 else 'has'} a group."


def people_sentence(summary: Summary) -> str:
    """How many people live where no group is: "About 7 of 8 children live where there is none."."""
    words = FIGURES[summary.country]
    if not summary.figure_total:
        return f"How many {words.people} live where there is none, we do not know."
    counted = " we have figures for" if summary.without_figure else ""
    without = Fraction(summary.figure_total - summary.figure_covered, summary.figure_total)
    if without == 0:
        return f"{words.everyone.capitalize()}{counted} lives where there is one."
    if without == 1:
        return f"{words.everyone.capitalize()}{counted} lives where there is none."
    return f"{said(without)} {words.people} live where there is none."


def said(part: Fraction) -> str:
    """A part between 0 and 1 as people say it: "About 7 of 8", "3 of 4", "Fewer than 1 of 20"."""
    if part < _FEW:
        return "Fewer than 1 of 20"
    if part > 1 - _FEW:
        return "More than 19 of 20"
    nearest = min(_SAID, key=lambda fraction: (abs(fraction - part), fraction.denominator))
    about = "" if abs(nearest - part) <= _EXACT else "About "
    return f"{about}{nearest.numerator} of {nearest.denominator}"


def percent(share: float | None) -> str:
    """A share in percent with one decimal, "unknown" without one; never 0 or 100 unless it is."""
    if share is None or pd.isna(share):
        return "unknown"
    shown = min(max(round(share * 100, 1), 0.1), 99.9) if 0 < share < 1 else share * 100
    return f"{shown:.1f}%"


def listed(names: Iterable[str]) -> str:
    """Names in a sentence: "Ohio, Texas and Utah"."""
    *first, last = [*names] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def _summary(part: pd.DataFrame, country: str) -> Summary:
    return Summary(
        country=country,
        name=_name(part, country),
        regions=len(part),
        covered=int(part["covered"].sum()),
        figure_total=int(part["figure"].sum()),
        figure_covered=int(part.loc[part["covered"], "figure"].sum()),
        without_figure=tuple(map(str, part.index[part["figure"].isna()])),
    )


def _name(part: pd.DataFrame, country: str) -> str:
    if country == "CA":
        return f"{len(part)} provinces and territories"
    words = {"state": ("state", "states"), "territory": ("U.S. territory", "U.S. territories")}
    counts = {kind: int((part["kind"] == kind).sum()) for kind in ("state", "district", "territory")}
    return listed(
        "D.C." if kind == "district" else f"{count} {words[kind][count > 1]}" for kind, count in counts.items() if count
    )


def _share_sentence(whole: Summary) -> list[str]:
    if whole.share is None:
        return []
    counted = f"{whole.figure_covered:,} of {whole.figure_total:,} {FIGURES[whole.country].described}"
    return [f"{counted} live in a place with a group: {percent(whole.share)}."]


def _unknown_sentence(whole: Summary, names: pd.Series) -> list[str]:
    if not whole.without_figure:
        return []
    places = listed(sorted(names[list(whole.without_figure)]))
    them = "it is counted as a place" if len(whole.without_figure) == 1 else "they are counted as places"
    people = FIGURES[whole.country].people
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
