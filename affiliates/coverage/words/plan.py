"""What a plan changes, in the sentences of the page and the reports."""

from affiliates.content.place_names import display_name
from affiliates.content.wording import format_percent, join_words
from affiliates.coverage.planning import Plan
from affiliates.coverage.summary import CoverageSummary
from affiliates.coverage.words.headline import part_name
from affiliates.languages.language import Language


def plan_sentences(language: Language, plan: Plan) -> tuple[str, ...]:
    """What a plan changes, in sentences: its places, the parts of the country, the people, and who is still alone."""
    if not plan.regions:
        return (language.gettext("Nothing changes yet: choose a place that has no statewide group."),)
    parts = zip(plan.before, plan.after, strict=True)
    return (
        language.ngettext(
            "{count} new group: {places}.",
            "{count} new groups: {places}.",
            len(plan.regions),
            places=_join_places(language, plan.regions),
        ),
        *(_part_sentence(language, before, after) for before, after in parts if before != after),
        *_people_sentence(language, plan.before[0], plan.after[0]),
        *_unknown_sentence(language, plan),
        language.gettext(
            "Places with no group of their own and none next door: {after}, compared with {before} today.",
            after=plan.isolated_after,
            before=plan.isolated_before,
        ),
    )


def _part_sentence(language: Language, before: CoverageSummary, after: CoverageSummary) -> str:
    places = part_name(language, after)
    if after.country == "CA":
        return language.gettext(
            "{count} of {places} would have a province-wide group, compared with {before} today.",
            count=after.statewide,
            places=places,
            before=before.statewide,
        )
    return language.gettext(
        "{count} of {places} would have a statewide group, compared with {before} today.",
        count=after.statewide,
        places=places,
        before=before.statewide,
    )


def _people_sentence(language: Language, before: CoverageSummary, after: CoverageSummary) -> list[str]:
    more = after.people_statewide - before.people_statewide
    if more <= 0:
        return []
    shares = {"after": format_percent(language, after.share), "before": format_percent(language, before.share)}
    if after.country == "CA":
        return [
            language.gettext(
                "{after} of people would live in a place with a province-wide group, compared with {before} today: "
                "{count} more.",
                count=more,
                **shares,
            )
        ]
    return [
        language.gettext(
            "{after} of children would live in a place with a statewide group, compared with {before} today: "
            "{count} more.",
            count=more,
            **shares,
        )
    ]


def _unknown_sentence(language: Language, plan: Plan) -> list[str]:
    if not plan.unknown_population:
        return []
    places = _join_places(language, plan.unknown_population)
    if plan.country == "CA":
        return [
            language.gettext("We do not know how many people live in {places}, so they are not counted.", places=places)
        ]
    return [
        language.gettext("We do not know how many children live in {places}, so they are not counted.", places=places)
    ]


def _join_places(language: Language, regions: tuple[str, ...]) -> str:
    return join_words(language, (display_name(language, region) for region in regions))
