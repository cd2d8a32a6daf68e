"""The shades of our maps: colors for the light and the dark theme, how far they are apart, and where each begins."""

from collections.abc import Iterable
from math import ceil

# From few to many. Each is at least 1.8 times as far from its neighbor in luminance, and the first 3 times from the
# page (WCAG 2.2, 1.4.11), so that they can be told apart in black and white.
SHADES = {
    "light": ("#5b97cd", "#2b6aa3", "#16406b", "#050f1c"),
    "dark": ("#27689b", "#4594d1", "#92c6ef", "#fefeff"),
}
PAGES = {"light": "#ffffff", "dark": "#12181f"}
INKS = ("#101820", "#ffffff")
MIN_APART = 1.8


def luminance(color: str) -> float:
    """The relative luminance of a color such as ``#1f6399``, from 0 to 1, as WCAG 2.2 defines it."""
    parts = [int(color[position : position + 2], 16) / 255 for position in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """The contrast of two colors, from 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted([luminance(first), luminance(second)])
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(color: str) -> str:
    """The color of text that is read best on a color."""
    return max(INKS, key=lambda ink: contrast(ink, color))


def shade_properties(theme: str) -> str:
    """The shades of a theme, and what is read on them, as properties of CSS: ``--shade-1``, ``--on-1`` and so on."""
    colors = enumerate(SHADES[theme], start=1)
    return " ".join(f"--shade-{number}: {color}; --on-{number}: {ink_on(color)};" for number, color in colors)


def quantile_starts(numbers: Iterable[float], most: int = len(SHADES["light"])) -> tuple[int, ...]:
    """The numbers at which each shade begins, so that every shade holds about as many regions as the others.

    Regions that count 0 are left out: they have a look of their own. Equal numbers share a shade; where there are
    fewer numbers than shades, there are fewer shades. Ascending, at most ``most``; empty if no region counts.
    """
    counted = sorted(int(number) for number in numbers if number > 0)
    if not counted:
        return ()
    distinct = sorted(set(counted))
    if len(distinct) <= most:
        return tuple(distinct)
    cuts = {counted[ceil(len(counted) * part / most)] for part in range(1, most)}
    return tuple(sorted({counted[0], *cuts}))
