"""What a visitor who looks for a group reads: the same on the app's page and on the pages without scripts."""

from collections.abc import Sequence

import pandas as pd

from affiliates.content.place_names import in_country, in_region, region_name
from affiliates.content.wording import format_distance, labeled
from affiliates.languages.language import N_, Language

ALLIANCE = "Alliance Against Seclusion and Restraint"  # a name
AFFILIATE_GROUPS = N_("affiliate groups")
ADD_YOUR_GROUP = N_("Add your group")
SITE_TITLE = N_("Affiliate groups against seclusion and restraint")
PAGE_TITLE = N_("Find a group")
# The pages that the header leads to, by their paths.
NAVIGATION = {
    "": PAGE_TITLE,
    "coverage": N_("Coverage"),
    "apply": N_("Start a group"),
    "about": N_("About"),
}

TITLE = N_("Find a group near you")
PURPOSE = N_("Was your child restrained or shut in a room at school? Parents and advocates near you know what helps.")
PLACE_BOX = N_("ZIP code, city, state or province")
PLACE_EXAMPLES = "48104, Detroit, Texas, M5V 3L9"
SEARCH = N_("Search")
BACK_TO_MAP = N_("Back to the map")
WHERE = N_("Where do you live?")
STATE_OR_PROVINCE = N_("Your state or province")
CHOOSE_FROM_LIST = N_("Choose from the list")
ALL_PLACES = N_("All places, A to Z")
WHICH_PLACE = N_("Which of these is yours?")
WHICH_CITY = N_("There is a city of this name in more than one place. Which of these is yours?")
WHICH_IN_COUNTRY = {
    "US": N_("Which state or territory is yours? Choose it on the map, or open “All places, A to Z” below."),
    "CA": N_("Which province or territory is yours? Choose it on the map, or open “All places, A to Z” below."),
}
IN_ANOTHER_COUNTRY = N_(
    "Our list has groups in the United States and Canada only. In other countries, the Alliance may know somebody who "
    "can help."
)
OR_ONE_OF_THESE = N_("Or did you mean one of these?")
VISIT_ALLIANCE = N_("Visit the Alliance")
DID_YOU_MEAN = N_("We do not know a place that is spelled like this. Did you mean one of these?")
THREE_WAYS = N_(
    "You can enter your ZIP code or Canadian postal code, open “All places, A to Z” below, or choose your place on the "
    "map."
)
UNKNOWN_PLACE = N_("We could not find that place on our map.")
USUAL_ORDER = N_("Show in the usual order")
ANY_CITY = N_("All cities")
SAVE_QR_CODE = N_("Save the QR code")
COPY_LINK = N_("Copy the link")
COPIED = N_("Copied")
SHARE_SHEET = N_("Share with an app")
NOT_ALONE = N_("You are not alone: here is who you can turn to.")
MORE_HELP = N_("More help for families")
GROUPS_EVERYWHERE = N_("Groups for families everywhere")
NEAREST_GROUPS = N_("The nearest groups")
ABOUT_NEAREST_GROUPS = N_("They work for the same change and may know someone closer to you.")
ABOUT_STARTING = N_("Every group began with one family that found another. The Alliance can help you get started.")
CHANGE_PLACE = N_("Change")
SHOW_ALL_PLACES = N_("Show all places")
LINK_TO_GROUP = N_("Link to this group")
NO_GROUP = N_("no group yet")
NOT_CERTAIN = N_("not known right now")
WRITE_TO_GROUP = N_("Write to this group")
REPORT_A_MISTAKE = N_("Something wrong? Tell us")
# TRANSLATORS: a small link on the card of a group, for those who are in it; as short as can be.
IS_IT_YOURS = N_("Is this your group?")
_CLOSE_MILES = 5


def tab_title(language: Language, page: str, region: str | None = None) -> str:
    """What the browser's tab is called: the open region, the page by its name in the language, and the site."""
    title = f"{page} – {language.gettext(SITE_TITLE)}"
    return labeled(language, region_name(language, region), title) if region else title


def where_groups_are(language: Language, places: int, country: str) -> str:
    """In how many places of a country there is a group, at least 1, and what is to be found in the others."""
    return language.ngettext(
        "One place {in_country} has a group. In the others, we show who helps today.",
        "{count} places {in_country} have a group. In the others, we show who helps today.",
        places,
        in_country=in_country(language, country),
    )


def nobody_there(language: Language, country: str) -> str:
    """What is said of a country in which no place has a group."""
    return language.gettext(
        "There is no group {in_country} yet. Yours could be the first.", in_country=in_country(language, country)
    )


def shade_lines(language: Language, starts: Sequence[int], most: int) -> list[str]:
    """A line of the map's legend for each shade of a number of groups, from that of no group.

    ``starts`` are the numbers at which the other shades begin; ``most`` is the largest number on the map.
    """
    ends = [*(start - 1 for start in starts[1:]), most]
    shades = (_shade_line(language, first, last) for first, last in zip(starts, ends, strict=False))
    return [language.gettext(NO_GROUP), *shades]


def _shade_line(language: Language, first: int, last: int) -> str:
    if first >= last:
        return language.ngettext("1 group", "{count} groups", first)
    return language.gettext("{first}–{last} groups", first=first, last=last)


def groups_are_there(language: Language, count: int, region: str) -> str:
    """How many groups of its own a region has; ``count`` is at least 1."""
    return language.ngettext(
        "One group is there for families {in_region}.",
        "{count} groups are there for families {in_region}.",
        count,
        in_region=in_region(language, region),
    )


def no_group_yet(language: Language, region: str) -> str:
    """What a region without a group of its own is told before anything else."""
    none = language.gettext("There is no affiliate group {in_region} yet.", in_region=in_region(language, region))
    return f"{none} {language.gettext(NOT_ALONE)}"


def group_not_certain(language: Language, place: str) -> str:
    """What is said in place of "no group yet" where a row of our list that cannot be read may be a group of there.

    ``place`` is a region or a country, with its "in".
    """
    uncertain = language.gettext(
        "We cannot say right now whether there is an affiliate group {in_place}: a part of our list needs a "
        "correction, and we are on it.",
        in_place=place,
    )
    return f"{uncertain} {language.gettext(NOT_ALONE)}"


def list_incomplete(language: Language, rows: int) -> str:
    """What stands beside figures that leave out rows which cannot be read."""
    return language.ngettext(
        "1 row of our list cannot be read right now: a place that is counted without a group may have one.",
        "{count} rows of our list cannot be read right now: a place that is counted without a group may have one.",
        rows,
    )


def where_visitor_is(typed: str, city: str) -> str:
    """What to call the ZIP code or the city that a visitor typed: "48104 (Ann Arbor)", "Ann Arbor"."""
    zip_code = typed.strip()[:5]
    return f"{zip_code} ({city})" if zip_code.isdigit() else city


def nearest_to(language: Language, place: str, region: str) -> str:
    """What stands above groups in the order of their distance from a place of the region."""
    return language.gettext(
        "Groups nearest to {place} come first, after those for everyone {in_region}.",
        place=place,
        in_region=in_region(language, region),
    )


def how_far(language: Language, miles: float) -> str:
    """How far the city of a group is from the visitor; empty where unknown. Nothing is counted within ``_CLOSE_MILES``:
    the points between which it is measured stand for whole cities."""
    if pd.isna(miles):
        return ""
    if miles < _CLOSE_MILES:
        return language.gettext("In your city or close to it.")
    return language.gettext("About {distance} from you.", distance=format_distance(language, miles))


def qr_code_alt(language: Language, address: str) -> str:
    """What a screen reader says in place of the QR code."""
    return language.gettext("QR code of {address}", address=address)


def help_in(language: Language, region: str) -> str:
    """What the answer for a region is called where its link is shown."""
    return language.gettext("Help for families {in_region}", in_region=in_region(language, region))


def share_subject(language: Language, region: str) -> str:
    """What a link to a region's answer is called in a message to somebody else."""
    return language.gettext(
        "Who helps families {in_region} when a child is restrained or secluded at school",
        in_region=in_region(language, region),
    )


def first_in(language: Language, region: str) -> str:
    """The heading above the invitation to start a group."""
    return language.gettext("Be the first {in_region}", in_region=in_region(language, region))


def start_in(language: Language, region: str) -> str:
    """The text of the link to the form."""
    return language.gettext("Start a group {in_region}", in_region=in_region(language, region))


def tell_me_in(language: Language, region: str) -> str:
    """What leads to the form of those who want a group in a region, and stands above it."""
    return language.gettext("Tell me when there is a group {in_region}", in_region=in_region(language, region))


def where_it_is(language: Language, region: str, service_area: str, miles: float) -> str:
    """How far it is to a group of another region, from border to border; a neighbor is 0 miles away."""
    if miles == 0:
        return language.gettext("Right next door, {in_region}.", in_region=in_region(language, region))
    return language.gettext(
        "{service_area}, {distance} from your border.",
        service_area=service_area,
        distance=format_distance(language, miles),
    )
