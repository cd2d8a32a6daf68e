"""The title of the page while a region is open."""

import streamlit as st

from affiliates.content.find_words import CHANGE_PLACE
from affiliates.content.place_names import region_name
from affiliates.site.pages import fragments
from components.find.share import share_box
from components.shared.cards.site_part import draw
from components.shared.region_picker import place_box
from components.state.language import current_language, gettext
from components.state.page_query import CHANGE_PLACE_OPEN, PageQuery


def region_title(query: PageQuery) -> None:
    """The name of the open region as the title of the page, with the box for another one folded behind "Change".

    As HTML: a heading of Streamlit's has the browser work out all styles anew, 8 ms of each click.
    """
    title = fragments.region_title(
        region_name(current_language(), query.region or ""), level=2 if st.context.is_embedded else 1
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="region_heading"):
        draw(title, width="content")
        change = st.popover(gettext(CHANGE_PLACE), key=CHANGE_PLACE_OPEN, type="tertiary", on_change="rerun", wrap=True)
        if change.open:
            with change:
                place_box(query)
        share_box(query.region or "")
