"""What a visitor who looks for a group reads: the same on the app's page and on the pages without scripts."""

from affiliates.content.wording import format_distance, region_in_sentence
from affiliates.geo.regions import region_names

ALLIANCE = "Alliance Against Seclusion and Restraint"
AFFILIATE_GROUPS = "affiliate groups"
ADD_YOUR_GROUP = "Add your group"
SITE_TITLE = "Affiliate groups against seclusion and restraint"
PAGE_TITLE = "Find a group"

TITLE = "Find a group near you"
PURPOSE = "Was your child restrained or shut in a room at school? Parents and advocates near you know what helps."
WHERE = "Where do you live?"
CHOOSE = (
    "Choose your state or province to see who is there for you. If there is no group yet, we show you who else "
    "can help."
)
TOO_SMALL = "Too small to tap on the map?"
NOT_ALONE = "You are not alone: here is who you can turn to."
MORE_HELP = "More help for families"
GROUPS_EVERYWHERE = "Groups for families everywhere"
NEAREST_GROUPS = "The nearest groups"
ABOUT_NEAREST_GROUPS = "They work for the same change and may know someone closer to you."
ABOUT_STARTING = "Every group began with one family that found another. The Alliance can help you get started."
NOT_CERTAIN = "not known right now"
REPORT_A_MISTAKE = "Something wrong? Tell us"


def tab_title(page: str, region: str | None = None) -> str:
    """What the browser's tab is called: the open region, the page, and the site."""
    return f"{region_names()[region]}: {page} – {SITE_TITLE}" if region else f"{page} – {SITE_TITLE}"


def groups_are_there(count: int, region: str) -> str:
    """How many groups of its own a region has; ``count`` is at least 1."""
    there = "One group is" if count == 1 else f"{count:,} groups are"
    return f"{there} there for families in {region_in_sentence(region)}."


def no_group_yet(region: str) -> str:
    """What a region without a group of its own is told before anything else."""
    return f"There is no affiliate group in {region_in_sentence(region)} yet. {NOT_ALONE}"


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


def first_in(region: str) -> str:
    """The heading above the invitation to start a group."""
    return f"Be the first in {region_in_sentence(region)}"


def start_in(region: str) -> str:
    """The text of the link to the form."""
    return f"Start a group in {region_in_sentence(region)}"


def where_it_is(region: str, service_area: str, miles: float) -> str:
    """How far it is to a group of another region, from border to border; a neighbor is 0 miles away."""
    if miles == 0:
        return f"In {region_in_sentence(region)}, right next door."
    return f"In {service_area}, {format_distance(miles)} from your border."
