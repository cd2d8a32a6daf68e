"""What changed between two days, in sentences."""

from affiliates.content.place_names import names_in_order
from affiliates.content.wording import format_day, format_percent, join_words
from affiliates.coverage.changes import DirectoryChanges
from affiliates.languages.language import Language


def change_sentences(language: Language, changes: DirectoryChanges) -> tuple[str, ...]:
    """What changed, in sentences; the first names the days, and the others follow it as a list.

    Groups are only counted, so no word that a group wrote is in them.
    """
    return (
        language.gettext(
            "From {first}, through {last}:",
            first=format_day(language, changes.first),
            last=format_day(language, changes.last),
        ),
        _gained_sentence(language, changes.gained),
        _lost_sentence(language, changes.lost),
        _groups_sentence(language, changes),
        *(_share_sentence(language, changes, country) for country in changes.before),
    )


def _gained_sentence(language: Language, regions: tuple[str, ...]) -> str:
    if not regions:
        return language.gettext("No place gained a group.")
    return language.ngettext(
        "{count} place gained a group: {places}.",
        "{count} places gained a group: {places}.",
        len(regions),
        places=_join_places(language, regions),
    )


def _lost_sentence(language: Language, regions: tuple[str, ...]) -> str:
    if not regions:
        return language.gettext("No place lost its last group.")
    return language.ngettext(
        "{count} place lost its last group: {places}.",
        "{count} places lost their last group: {places}.",
        len(regions),
        places=_join_places(language, regions),
    )


def _groups_sentence(language: Language, changes: DirectoryChanges) -> str:
    added, resumed, verified = len(changes.added), len(changes.resumed), len(changes.verified)
    paused, closed = len(changes.paused), len(changes.closed)
    counted = [
        # TRANSLATORS: This and the next four are said of groups: "Groups: 2 added, 1 active again, and 3 closed."
        (added, language.ngettext("{count} added", "{count} added", added)),
        (resumed, language.ngettext("{count} active again", "{count} active again", resumed)),
        (verified, language.ngettext("{count} verified", "{count} verified", verified)),
        (paused, language.ngettext("{count} paused", "{count} paused", paused)),
        (closed, language.ngettext("{count} closed", "{count} closed", closed)),
    ]
    found = [words for count, words in counted if count]
    if not found:
        return language.gettext("No group was added, verified, paused, or closed.")
    return language.gettext("Groups: {changes}.", changes=join_words(language, found))


def _share_sentence(language: Language, changes: DirectoryChanges, country: str) -> str:
    shares = {
        "before": format_percent(language, changes.before[country].share),
        "after": format_percent(language, changes.after[country].share),
    }
    if country == "CA":
        return language.gettext(
            "Canada: {before} of people lived in a place with a province-wide group before, and {after} after.",
            **shares,
        )
    return language.gettext(
        "United States: {before} of children lived in a place with a statewide group before, and {after} after.",
        **shares,
    )


def _join_places(language: Language, regions: tuple[str, ...]) -> str:
    return join_words(language, (name for region, name in names_in_order(language).items() if region in regions))
