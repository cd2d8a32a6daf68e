"""The title of the page while a region is open."""

import streamlit as st
from markupsafe import Markup

from affiliates.content.find_words import CHANGE_PLACE
from affiliates.content.place_names import region_name
from affiliates.reports.html.environment import Link
from affiliates.site.pages import fragments
from components.find.share import ways_to_share
from components.state.language import current_language, gettext
from components.state.page_query import whole_country_url

_BOX = "#place"  # what the link leads into: server/first_page/assets/app.js


def region_title(region: str) -> Markup:
    """The name of the open region as the title of the page, the way to another one, and the ways to share the answer.

    As HTML: a heading of Streamlit's has the browser work out all styles anew, 8 ms of each click, and each of its
    boxes that open takes 2.
    """
    return fragments.title_bar(
        current_language(),
        region_name(current_language(), region),
        2 if st.context.is_embedded else 1,
        Link(gettext(CHANGE_PLACE), f"{whole_country_url()}{_BOX}"),
        ways_to_share(region),
    )
