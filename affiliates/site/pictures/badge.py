"""The affiliate graphic that a group shows on its own site, and the HTML that puts it there."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from affiliates.content.mark import BLUE, CORNER, PEOPLE
from affiliates.languages.language import Language
from affiliates.reports.html.environment import render_html
from affiliates.site.addresses import group_page, in_language
from affiliates.site.xml_templates import render_xml

_TEMPLATES = Path(__file__).with_name("templates")
_WIDTH, _HEIGHT = 320, 152
_MARK_SIDE = 56
_NAME_SIZE, _NAME_WIDTH, _NAME_LINES = 14, 278, 3
_LEADING, _MIDDLE = 18, 118  # between two lines of the name, and the baseline of a single one
_RIGHT_TO_LEFT = {"R", "AL"}


def badge_address(language: Language, group_id: str) -> str:
    """Where the graphic of a group is, relative to the root of the site."""
    return in_language(language, f"badge/{group_id}.svg")


def badge_svg(language: Language, name: str) -> bytes:
    """The graphic of an active group as SVG: nothing in it runs, and nothing is fetched for it.

    The full name is its title, for those who cannot see it; what is drawn ends in an ellipsis where it is too long.
    """
    # Imported here because the typefaces take a while to load, which the pages of the app need not wait for.
    from affiliates.site.pictures.text_width import lines_that_fit

    lines = lines_that_fit(name, _NAME_WIDTH / _NAME_SIZE, _NAME_LINES)
    top = _MIDDLE - _LEADING * (len(lines) - 1) // 2
    values = {
        "title": _description(language, name),
        # TRANSLATORS: on the graphic, above the name of the Alliance, which stays English; at most 30 letters.
        "belongs_to": language.gettext("Affiliate group of the"),
        "lines": [(line, top + _LEADING * number) for number, line in enumerate(lines)],
        "is_right_to_left": _is_right_to_left(name),
        "width": _WIDTH,
        "height": _HEIGHT,
        "name_size": _NAME_SIZE,
        "blue": f"#{bytes(BLUE).hex()}",
        "side": _MARK_SIDE,
        "corner": CORNER,
        "people": PEOPLE,
    }
    return render_xml("badge.svg.jinja", values, folder=_TEMPLATES)


def badge_snippet(language: Language, group_id: str, name: str, base_url: str, regions: Sequence[str] = ()) -> str:
    """The HTML that shows a group's graphic on its own site and leads to its page on ours.

    ``base_url`` is the public address of our site, with a slash at its end; ``regions`` are those the group serves.
    """
    values = {
        "page": base_url + group_page(language, regions),
        "picture": base_url + badge_address(language, group_id),
        "alt": _description(language, " ".join(name.split())),
        "width": _WIDTH,
        "height": _HEIGHT,
    }
    return render_html("badge_snippet.html.jinja", values, language=language, folder=_TEMPLATES).decode().strip()


def _description(language: Language, name: str) -> str:
    return language.gettext("{name}: affiliate group of the Alliance Against Seclusion and Restraint", name=name)


def _is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is written from right to left (UAX #9, rules P2 and P3)."""
    directions = map(unicodedata.bidirectional, text)
    return next((each in _RIGHT_TO_LEFT for each in directions if each in {"L", *_RIGHT_TO_LEFT}), False)
