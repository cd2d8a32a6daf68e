"""What a visitor who looks for a group reads: the same on the app's page and on the pages without scripts."""

from collections.abc import Sequence

import pandas as pd

from affiliates.content.place_names import region_in_sentence
from affiliates.content.wording import format_distance
from affiliates.geo.regions import region_names
from affiliates.languages.catalogs import ENGLISH

ALLIANCE = "Alliance Against Seclusion and Restraint"
AFFILIATE_GROUPS = "affiliate groups"
ADD_YOUR_GROUP = "Add your group"
SITE_TITLE = "Affiliate groups against seclusion and restraint"
PAGE_TITLE = "Find a group"
# The pages that the header leads to, by their paths.
NAVIGATION = {"": PAGE_TITLE, "coverage": "Coverage", "apply": "Start a group", "about": "About"}

TITLE = "Find a group near you"
PURPOSE = "Was your child restrained or shut in a room at school? Parents and advocates near you know what helps."
PLACE_BOX = "ZIP code, city, state or province"
PLACE_EXAMPLES = "48104, Detroit, Texas, M5V 3L9"
WHERE = "Where do you live?"
STATE_OR_PROVINCE = "Your state or province"
CHOOSE_FROM_LIST = "Choose from the list"
ALL_PLACES = "All places, A to Z"
WHICH_PLACE = "Which of these is yours?"
WHICH_CITY = "There is a city of this name in more than one place. Which of these is yours?"
DID_YOU_MEAN = "We do not know a place that is spelled like this. Did you mean one of these?"
THREE_WAYS = (
    "You can enter your ZIP code or Canadian postal code, open “All places, A to Z” below, or choose your place on the "
    "map."
)
UNKNOWN_PLACE = f"We could not find that place on our map. {THREE_WAYS}"
USUAL_ORDER = "Show in the usual order"
ANY_CITY = "All cities"
SAVE_QR_CODE = "Save the QR code"
COPY_LINK = "Copy the link"
SHARE_SHEET = "Share with an app"
NOT_ALONE = "You are not alone: here is who you can turn to."
MORE_HELP = "More help for families"
GROUPS_EVERYWHERE = "Groups for families everywhere"
NEAREST_GROUPS = "The nearest groups"
ABOUT_NEAREST_GROUPS = "They work for the same change and may know someone closer to you."
ABOUT_STARTING = "Every group began with one family that found another. The Alliance can help you get started."
CHANGE_PLACE = "Change"
SHOW_ALL_PLACES = "Show all places"
LINK_TO_GROUP = "Link to this group"
NO_GROUP = "no group yet"
NOT_CERTAIN = "not known right now"
REPORT_A_MISTAKE = "Something wrong? Tell us"
_CLOSE_MILES = 5


def tab_title(page: str, region: str | None = None) -> str:
    """What the browser's tab is called: the open region, the page, and the site."""
    return f"{region_names()[region]}: {page} – {SITE_TITLE}" if region else f"{page} – {SITE_TITLE}"


def where_groups_are(places: int, country: str) -> str:
    """In how many places of a country there is a group, at least 1, and what is to be found in the others."""
    have = "One place" if places == 1 else f"{places:,} places"
    return f"{have} in {country} {'has' if places == 1 else 'have'} a group. In the others, we show who helps today."


def nobody_there(country: str) -> str:
    """What is said of a country, as in a sentence, in which no place has a group."""
    return f"There is no group in {country} yet. Yours could be the first."


def shade_lines(starts: Sequence[int], most: int) -> list[str]:
    """A line of the map's legend for each shade of a number of groups, from that of no group.

    ``starts`` are the numbers at which the other shades begin; ``most`` is the largest number on the map.
    """
    ends = [*(start - 1 for start in starts[1:]), most]
    return [NO_GROUP, *(_shade_line(first, last) for first, last in zip(starts, ends, strict=False))]


def _shade_line(first: int, last: int) -> str:
    if first >= last:
        return "1 group" if first == 1 else f"{first:,} groups"
    return f"{first:,}–{last:,} groups"


def groups_are_there(count: int, region: str) -> str:
    """How many groups of its own a region has; ``count`` is at least 1."""
    there = "One group is" if count == 1 else f"{count:,} groups are"
    return f"{there} there for families in {region_in_sentence(ENGLISH, region)}."


def no_group_yet(region: str) -> str:
    """What a region without a group of its own is told before anything else."""
    return f"There is no affiliate group in {region_in_sentence(ENGLISH, region)} yet. {NOT_ALONE}"


def group_not_certain(place: str) -> str:
    """What is said in place of "no group yet" where a row of our list that cannot be read may be a group of there."""
    return (
        f"We cannot say right now whether there is an affiliate group in {place}: a part of our list needs a "
        f"correction, and we are on it. {NOT_ALONE}"
    )


def list_incomplete(rows: int) -> str:
    """What stands beside figures that leave out rows which cannot be read."""
    what = "1 row" if rows == 1 else f"{rows:,} rows"
    return f"{what} of our list cannot be read right now: a place that is counted without a group may have one."


def where_visitor_is(typed: str, city: str) -> str:
    """What to call the ZIP code or the city that a visitor typed: "48104 (Ann Arbor)", "Ann Arbor"."""
    zip_code = typed.strip()[:5]
    return f"{zip_code} ({city})" if zip_code.isdigit() else city


def nearest_to(place: str, region: str) -> str:
    """What stands above groups in the order of their distance from a place of the region."""
    return f"Groups nearest to {place} come first, after those for all of {region_in_sentence(ENGLISH, region)}."


def how_far(miles: float) -> str:
    """How far the city of a group is from the visitor; empty where unknown. Nothing is counted within ``_CLOSE_MILES``:
    the points between which it is measured stand for whole cities."""
    if pd.isna(miles):
        return ""
    return (
        "In your city or close to it." if miles < _CLOSE_MILES else f"About {format_distance(ENGLISH, miles)} from you."
    )


def qr_code_alt(address: str) -> str:
    """What a screen reader says in place of the QR code."""
    return f"QR code of {address}"


def share_subject(region: str) -> str:
    """What a link to a region's answer is called in a message to somebody else."""
    return (
        f"Who helps families in {region_in_sentence(ENGLISH, region)} when a child is restrained or secluded at school"
    )


def first_in(region: str) -> str:
    """The heading above the invitation to start a group."""
    return f"Be the first in {region_in_sentence(ENGLISH, region)}"


def start_in(region: str) -> str:
    """The text of the link to the form."""
    return f"Start a group in {region_in_sentence(ENGLISH, region)}"


def where_it_is(region: str, service_area: str, miles: float) -> str:
    """How far it is to a group of another region, from border to border; a neighbor is 0 miles away."""
    if miles == 0:
        return f"In {region_in_sentence(ENGLISH, region)}, right next door."
    return f"In {service_area}, {format_distance(ENGLISH, miles)} from your border."
