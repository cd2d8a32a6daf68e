"""How much of a country is covered, in the sentences of the page, the command line and the reports."""

from collections.abc import Iterable

import pandas as pd

from affiliates.content.place_names import display_name, names_in_order
from affiliates.content.wording import format_percent, join_words
from affiliates.coverage.metrics import Tier, Verification
from affiliates.coverage.summary import CoverageSummary, summarize_country, summarize_parts
from affiliates.coverage.words.people import people_sentence
from affiliates.languages.language import Language


def headline_sentences(language: Language, coverage: pd.DataFrame, country: str) -> tuple[str, ...]:
    """The main sentences: how many regions have a statewide group, and how many people live where there is none.

    A region with local groups only is told apart: a group in one city is not there for the whole state. Empty for a
    country without regions.
    """
    summary = summarize_country(coverage, country)
    return (*regions_sentences(language, summary), people_sentence(language, summary)) if summary.regions else ()


def detail_sentences(language: Language, coverage: pd.DataFrame, country: str) -> tuple[str, ...]:
    """The sentences below the headline: the exact shares, the other parts of the country, what is unknown, and how
    recently groups were verified."""
    regions = coverage[coverage["country"] == country]
    return (
        *_share_sentences(language, summarize_country(coverage, country)),
        *(" ".join(regions_sentences(language, part)) for part in summarize_parts(coverage, country)[1:]),
        *_unknown_sentence(language, regions, country),
        *_doubtful_sentence(language, regions),
        *_verification_sentences(language, regions),
    )


def regions_sentences(language: Language, summary: CoverageSummary) -> tuple[str, ...]:
    """How many of the regions have a statewide group, and how many local ones only: "5 of 50 states and D.C. have a
    statewide group.", "2 more have local groups only."."""
    say = _provincewide_sentence if summary.country == "CA" else _statewide_sentence
    sentence = say(language, summary)
    return (sentence, _local_only_sentence(language, summary)) if summary.local_only else (sentence,)


def part_name(language: Language, summary: CoverageSummary) -> str:
    """Which regions a summary counts: "50 states and D.C.", "5 U.S. territories", "13 provinces and territories"."""
    kinds = summary.kinds
    if summary.country == "CA":
        return language.ngettext("{count} province or territory", "{count} provinces and territories", summary.regions)
    if "territory" in kinds:
        return language.ngettext("{count} U.S. territory", "{count} U.S. territories", kinds["territory"])
    if "state" not in kinds:
        return language.gettext("D.C.")
    if "district" in kinds:
        return language.ngettext("{count} state and D.C.", "{count} states and D.C.", kinds["state"])
    return language.ngettext("{count} state", "{count} states", kinds["state"])


def _statewide_sentence(language: Language, summary: CoverageSummary) -> str:
    count, places = summary.statewide, part_name(language, summary)
    if summary.doubtful and not count:
        return language.gettext("None of {places} is known to have a statewide group.", places=places)
    if summary.doubtful:
        return language.ngettext(
            "{count} of {places} is known to have a statewide group.",
            "{count} of {places} are known to have a statewide group.",
            count,
            places=places,
        )
    if not count:
        return language.gettext("None of the {places} has a statewide group yet.", places=places)
    if count == summary.regions > 1:
        return language.gettext("All {places} have a statewide group.", places=places)
    return language.ngettext(
        "{count} of {places} has a statewide group.",
        "{count} of {places} have a statewide group.",
        count,
        places=places,
    )


def _provincewide_sentence(language: Language, summary: CoverageSummary) -> str:
    count, places = summary.statewide, part_name(language, summary)
    if summary.doubtful and not count:
        return language.gettext("None of {places} is known to have a province-wide group.", places=places)
    if summary.doubtful:
        return language.ngettext(
            "{count} of {places} is known to have a province-wide group.",
            "{count} of {places} are known to have a province-wide group.",
            count,
            places=places,
        )
    if not count:
        return language.gettext("None of the {places} has a province-wide group yet.", places=places)
    if count == summary.regions > 1:
        return language.gettext("All {places} have a province-wide group.", places=places)
    return language.ngettext(
        "{count} of {places} has a province-wide group.",
        "{count} of {places} have a province-wide group.",
        count,
        places=places,
    )


def _local_only_sentence(language: Language, summary: CoverageSummary) -> str:
    if not summary.statewide:
        # TRANSLATORS: Follows "None of the 50 states and D.C. has a statewide group yet."
        return language.ngettext(
            "{count} has local groups only.", "{count} have local groups only.", summary.local_only
        )
    # TRANSLATORS: Follows "5 of 50 states and D.C. have a statewide group."
    return language.ngettext(
        "{count} more has local groups only.", "{count} more have local groups only.", summary.local_only
    )


def _share_sentences(language: Language, summary: CoverageSummary) -> list[str]:
    if not summary.people_total:
        return []
    sentences = [_share_sentence(language, summary)]
    if summary.people_local_only:
        sentences.append(
            language.gettext(
                "{count} live where only local groups are, each for a part of the place: {percent}.",
                count=summary.people_local_only,
                percent=format_percent(language, summary.share_local_only),
            )
        )
    without = language.gettext(
        "{count} live where there is no group: {percent}.",
        count=summary.people_without,
        percent=format_percent(language, summary.share_without),
    )
    return [*sentences, without]


def _share_sentence(language: Language, summary: CoverageSummary) -> str:
    count, total = summary.people_statewide, summary.people_total
    percent = format_percent(language, summary.share)
    if summary.country == "CA":
        return language.gettext(
            "{count} of {total} people of all ages (May 11, 2021) live in a place with a province-wide group: "
            "{percent}.",
            count=count,
            total=total,
            percent=percent,
        )
    return language.gettext(
        "{count} of {total} children under 18 (civilians, July 1, 2022) live in a place with a statewide group: "
        "{percent}.",
        count=count,
        total=total,
        percent=percent,
    )


def _unknown_sentence(language: Language, regions: pd.DataFrame, country: str) -> list[str]:
    places = _join_places(language, regions.index[regions["people"].isna()])
    if not places:
        return []
    if country == "CA":
        return [
            language.gettext("We do not know how many people live in {places}, so no share counts them.", places=places)
        ]
    return [
        language.gettext("We do not know how many children live in {places}, so no share counts them.", places=places)
    ]


def _doubtful_sentence(language: Language, regions: pd.DataFrame) -> list[str]:
    doubtful = regions.index[regions["tier"] == Tier.UNKNOWN]
    if doubtful.empty:
        return []
    return [
        language.ngettext(
            "We cannot say whether {places} has a group: a row of our list cannot be read.",
            "We cannot say whether there is a group in these places, because rows of our list cannot be read: "
            "{places}.",
            len(doubtful),
            places=_join_places(language, doubtful),
        )
    ]


def _verification_sentences(language: Language, regions: pd.DataFrame) -> list[str]:
    total = int(regions["covered"].sum())
    counts = {each: int((regions["verification"] == each).sum()) for each in Verification}
    return [_verification_sentence(language, each, count, total) for each, count in counts.items() if count]


def _verification_sentence(language: Language, verification: Verification, count: int, total: int) -> str:
    match verification:
        case Verification.VERIFIED:
            return language.ngettext(
                "In {count} of {total} place with a group, a group was verified in the last 12 months.",
                "In {count} of {total} places with a group, a group was verified in the last 12 months.",
                total,
                count=count,
                total=total,
            )
        case Verification.STALE:
            return language.ngettext(
                "In {count} of {total} place with a group, the last verification of a group was more than 12 months "
                "ago.",
                "In {count} of {total} places with a group, the last verification of a group was more than 12 months "
                "ago.",
                total,
                count=count,
                total=total,
            )
        case Verification.NEVER:
            return language.ngettext(
                "In {count} of {total} place with a group, no group has been verified yet.",
                "In {count} of {total} places with a group, no group has been verified yet.",
                total,
                count=count,
                total=total,
            )


def _join_places(language: Language, codes: Iterable[str]) -> str:
    """The names of regions as a sentence lists them, in the order of the language's alphabet."""
    order = [*names_in_order(language)]
    return join_words(language, (display_name(language, code) for code in sorted(codes, key=order.index)))
