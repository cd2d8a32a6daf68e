"""How the maps of the pages are shaded: by the number of groups of each region, as the app's map is."""

from bisect import bisect_right
from collections.abc import Collection, Mapping

from affiliates.content.find_words import NOT_CERTAIN, shade_lines
from affiliates.content.wording import format_number
from affiliates.geo.regions import country_of
from affiliates.geo.shades import quantile_starts
from affiliates.languages.language import Language
from affiliates.reports.html.map import RegionFill

MapKey = tuple[tuple[str, str], ...]


def group_fills(
    language: Language, country: str, counts: Mapping[str, int], words: Mapping[str, str], doubtful: Collection[str]
) -> tuple[dict[str, RegionFill], MapKey]:
    """How each region of a country is filled, and what the fills mean: their classes, and words.

    ``counts`` are the groups of each region, ``words`` what is said of it; of those in ``doubtful`` nobody knows
    whether they have a group.
    """
    here = {code: count for code, count in counts.items() if country_of(code) == country}
    starts = quantile_starts(here.values())
    unknown = {code for code in here if code in doubtful}

    def fill(code: str, count: int) -> RegionFill:
        if code in unknown:
            return RegionFill("doubtful", words[code])
        return RegionFill(
            f"shade-{bisect_right(starts, count)}", words[code], format_number(language, count) if count else ""
        )

    lines = enumerate(shade_lines(language, starts, max(here.values(), default=0)))
    key = [(f"shade-{shade}", line) for shade, line in lines] + [("doubtful", language.gettext(NOT_CERTAIN))] * bool(
        unknown
    )
    return {code: fill(code, count) for code, count in here.items()}, tuple(key)
