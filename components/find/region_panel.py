"""What a visitor sees of one region: its groups, or an honest next step if there are none."""

import pandas as pd
from markupsafe import Markup

from affiliates.content.charter import WHAT_AFFILIATES_ARE
from affiliates.content.find_words import (
    ABOUT_NEAREST_GROUPS,
    ABOUT_STARTING,
    GROUPS_EVERYWHERE,
    MORE_HELP,
    NEAREST_GROUPS,
    NOT_ALONE,
    first_in,
    group_not_certain,
    groups_are_there,
    no_group_yet,
    start_in,
    where_it_is,
)
from affiliates.content.group_words import service_area
from affiliates.content.place_names import in_region
from affiliates.reports.html.environment import Link
from affiliates.search.choices import GroupChoices, RegionGroups
from affiliates.site.pages.fragments import page_link, page_links, passage, small_print
from components.find.directory_list import directory_list
from components.find.nearness import distance_note, nearest_first, nearness_notice
from components.find.people_form import people_form, ways_to_wish
from components.find.region_title import region_title
from components.find.share import printed_address
from components.shared.cards.group_cards import group_cards
from components.shared.cards.site_part import draw
from components.shared.cards.support_organizations import support_pieces
from components.shared.region_picker import way_back
from components.shared.report_buttons import fact_sheet
from components.state.language import current_language, gettext
from components.state.page_query import PageQuery, all_groups_url
from components.state.resources import doubtful_regions
from components.state.url import relative_url

_MAX_CARDS = 6  # more than these come with a search, filters and pages


def region_panel(choices: GroupChoices, query: PageQuery) -> None:
    """The groups of a region; if there are none, who can help now, the nearest groups, and how to start one.

    What is not to be typed in or pressed is drawn in as few elements as can be: each costs time at every click.
    """
    draw(region_title(query.region or ""))
    answer = choices.region(query.region or "", _MAX_CARDS)
    if answer.own:
        _with_groups(choices, query, answer)
    else:
        _without_group(choices, query, answer)


def other_ways(choices: GroupChoices, region: str) -> None:
    """What to take along from the answer, and where else to look."""
    all_groups = Link(gettext("See all groups ({count})", count=len(choices)), all_groups_url())
    fact_sheet(region)
    draw(page_links([way_back(), all_groups]), small_print(gettext(WHAT_AFFILIATES_ARE)))


def region_without_list(query: PageQuery) -> None:
    """Who can help in a region now, while the list of groups cannot be read."""
    region = query.region or ""
    draw(
        region_title(region),
        passage(gettext(NOT_ALONE)),
        support_pieces(region, level=2),
        printed_address(region),
        page_links([way_back()]),
    )


def _with_groups(choices: GroupChoices, query: PageQuery, answer: RegionGroups) -> None:
    region = query.region or ""
    sentence = passage(groups_are_there(current_language(), answer.own_count, region))
    further = (
        _groups_for_everyone(answer),
        passage(heading=gettext(MORE_HELP)),
        support_pieces(region),
        printed_address(region),
    )
    if query.has_list_settings or answer.own_count > _MAX_CARDS:
        draw(sentence)
        directory_list(choices, query)
        draw(*further)
        return
    nearest = nearest_first(choices, query)
    if nearest is None:
        draw(sentence, group_cards(answer.own, level=2, anchors=True), *further)
        return
    own = group_cards(nearest.page(0, answer.own_count), level=2, anchors=True, note=distance_note)
    if answer.own_count > 1:
        draw(sentence)
        nearness_notice(query)
        draw(own, *further)
    else:
        draw(sentence, own, *further)


def _without_group(choices: GroupChoices, query: PageQuery, answer: RegionGroups) -> None:
    region, language = query.region or "", current_language()
    is_certain = region not in doubtful_regions()
    sentence = (
        no_group_yet(language, region) if is_certain else group_not_certain(language, in_region(language, region))
    )
    draw(
        passage(sentence),
        support_pieces(region, level=2),
        _groups_for_everyone(answer),
        _nearest_groups(answer),
        _start_a_group(region, query.wish) if is_certain else Markup(),
        printed_address(region),
    )
    if is_certain:
        people_form(region, query.wish)
    if query.has_list_settings:
        directory_list(choices, query)


def _nearest_groups(answer: RegionGroups) -> Markup:
    if not answer.nearest:
        return Markup()
    about = passage(gettext(ABOUT_NEAREST_GROUPS), heading=gettext(NEAREST_GROUPS))
    return about + group_cards(answer.nearest, note=_distance)


def _start_a_group(region: str, wish: str) -> Markup:
    language = current_language()
    about = passage(gettext(ABOUT_STARTING), heading=first_in(language, region))
    start = Link(start_in(language, region), relative_url("apply", region=region))
    return about + page_link(start) + ways_to_wish(region, wish)


def _groups_for_everyone(answer: RegionGroups) -> Markup:
    if not answer.everywhere:
        return Markup()
    return passage(heading=gettext(GROUPS_EVERYWHERE)) + group_cards(answer.everywhere)


def _distance(group: pd.Series) -> str:
    return where_it_is(
        current_language(), group["region"], service_area(current_language(), group["regions"]), group["miles"]
    )
