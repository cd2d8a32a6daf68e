"""All groups, as cards and as a table, on the filters in the URL."""

import pandas as pd
import streamlit as st

from affiliates.directory.queries import in_order, matching
from affiliates.geo.regions import names
from affiliates.reports.groups_csv import groups_csv
from components.shared.group_cards import group_cards, group_table
from components.state.filters import Asked, directory_filters, page_numbers, see_all_button, what_stands_in_the_way

_PAGE_SIZE = 25


def directory_list(groups: pd.DataFrame, now: Asked) -> None:
    """Filters, count, the groups that match, page by page, and a download of all that match."""
    title = f"All groups that serve {names()[now.region]}" if now.region else "All groups"
    st.header(title, anchor="groups", divider="gray")
    found = in_order(matching(groups, now.filters), now.sort)
    if found.empty and now.region and now.filters.ask_for_a_place_only:
        st.markdown(f"No group serves {names()[now.region]} yet.")
        see_all_button(len(groups))
        return
    directory_filters(groups, now)
    if found.empty:
        st.markdown("**No group in the list matches all of this.** You can widen it:")
        what_stands_in_the_way(groups, now)
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{_counted(len(found))}** of {len(groups):,}", width="content")
        st.download_button(
            f"Download {'this group' if len(found) == 1 else f'these {_counted(len(found))}'} (CSV)",
            data=lambda: groups_csv(found),
            file_name="affiliate-groups.csv",
            mime="text/csv",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )
    # Above the list, so that a new page is read from its first line.
    shown = found.iloc[page_numbers(len(found), now, size=_PAGE_SIZE)]
    if now.view == "table":
        group_table(shown)
    else:
        group_cards(shown, anchors=now.region is None)
    if len(found) > _PAGE_SIZE:
        st.markdown("[Back to the page numbers](#groups)")


def _counted(count: int) -> str:
    return f"{count:,} group" + ("" if count == 1 else "s")
