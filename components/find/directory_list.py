"""All groups that match the filters in the URL, as cards or as a table."""

import streamlit as st

from affiliates.directory.queries import GroupFilters
from affiliates.directory.schema import Status
from affiliates.reports.groups_csv import groups_csv
from affiliates.search.choices import GroupChoices
from affiliates.site.pages.fragments import list_title
from components.find.filters import city_filter, directory_filters, offer_to_widen, page_numbers
from components.find.nearness import distance_note, nearest_first, nearness_notice
from components.find.welcome import no_group_in
from components.shared.cards.group_cards import group_cards, group_table
from components.shared.cards.site_part import draw
from components.state.language import current_language, gettext, ngettext
from components.state.page_query import TABLE, PageQuery

_PAGE_SIZE = 12


def directory_list(choices: GroupChoices, query: PageQuery) -> None:
    """The filters, a count, the groups that match, page by page, and a download of all that match.

    Where the filters are folded and no group is left out, there is nothing to count, and the download is not drawn: few
    come for it, and all would wait for it.
    """
    if not query.region:  # else the answer says whose groups they are
        draw(list_title(gettext("All groups")))
    else:
        city_filter(choices, query)
    if _is_country_without_groups(choices, query):
        st.markdown(no_group_in(query.country))
        offer_to_widen(choices, query)
        return
    language = current_language()
    count = len(choices.positions(query.filters, query.sort, language))
    are_filters_open = directory_filters(choices, query)
    if not count:
        st.markdown(gettext("**No group matches all of these filters.** You can widen your search:"))
        offer_to_widen(choices, query)
        return
    if are_filters_open or count < len(choices):
        _count_and_download(choices, query, count)
    # The page numbers are above the list so that a new page is read from its first line.
    place = page_numbers(count, query, size=_PAGE_SIZE)
    nearest = nearest_first(choices, query)
    if nearest:
        nearness_notice(query)
        shown = nearest.page(place.start, place.stop)
    else:
        shown = choices.page(query.filters, query.sort, language, place.start, place.stop)
    if query.view == TABLE:
        group_table(shown)
    else:
        draw(group_cards(shown, level=2 if query.region else 3, anchors=True, note=distance_note if nearest else None))
    if count > _PAGE_SIZE:
        label = gettext("Back to the page numbers")
        st.markdown(f"[{label}](#{'region' if query.region else 'groups'})")


def _count_and_download(choices: GroupChoices, query: PageQuery, count: int) -> None:
    language = current_language()
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(
            ngettext("**1 group** of {total}", "**{count} groups** of {total}", count, total=len(choices)),
            width="content",
        )
        st.download_button(
            _download_label(count, query),
            data=lambda: groups_csv(choices.frame(query.filters, query.sort, language)),
            file_name="affiliate-groups.csv",
            mime="text/csv",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
            wrap=True,
        )


def _is_country_without_groups(choices: GroupChoices, query: PageQuery) -> bool:
    """Whether there is nothing to search: no group is listed in the country, whatever its status."""
    is_plain = not query.region and not query.has_list_settings
    return is_plain and not choices.count(GroupFilters(country=query.filters.country))


def _download_label(count: int, query: PageQuery) -> str:
    if query.filters.statuses == (Status.ACTIVE,):
        return ngettext(
            "Download this group (CSV, active groups only)",
            "Download these {count} groups (CSV, active groups only)",
            count,
        )
    return ngettext("Download this group (CSV)", "Download these {count} groups (CSV)", count)
