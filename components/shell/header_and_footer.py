"""The header and the footer of every page: our mark and name, the way to each page, and the button that opens the form
for groups.

Both are one piece of HTML with our own words. A part of Streamlit for each link was a quarter of what a browser has to
do until the map can be used: see benchmarks/README.md.
"""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from affiliates.content.find_words import ADD_YOUR_GROUP, AFFILIATE_GROUPS, ALLIANCE
from affiliates.languages.catalogs import languages
from affiliates.languages.preference import PARAMETER
from affiliates.reports.html.environment import Link, render_html
from components.apply.start import open_sidebar_form
from components.state.language import current_language, gettext
from components.state.url import relative_url

_TEMPLATES = Path(__file__).with_name("templates")


def site_header(pages: Sequence[StreamlitPage], here: StreamlitPage, *, has_form: bool) -> None:
    """A row that wraps on a phone, where nothing of it hides behind a sign.

    ``here`` is the open page; ``has_form`` says that it holds the form, so that a link down to it takes the place of
    the button.
    """
    values = {
        "others": [each for each in languages().values() if each != current_language()],
        "parameter": PARAMETER,
        "alliance": ALLIANCE,
        "affiliate_groups": AFFILIATE_GROUPS,
        "home": _link(pages[0]),
        "add": Link(gettext(ADD_YOUR_GROUP), "#apply") if has_form else None,
    }
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="site_header"):
        _links("header.html.jinja", pages, here, values)
        if not has_form:
            st.button(gettext(ADD_YOUR_GROUP), key="add_your_group", on_click=open_sidebar_form, wrap=True)


def site_footer(pages: Sequence[StreamlitPage], here: StreamlitPage) -> None:
    """Links to all pages, those that the header leaves out included."""
    _links("footer.html.jinja", pages, here, {})


def _links(template: str, pages: Sequence[StreamlitPage], here: StreamlitPage, values: dict[str, object]) -> None:
    values |= {"links": [_link(page) for page in pages], "here": _link(here).href}
    st.html(render_html(template, values, language=current_language(), folder=_TEMPLATES).decode())


def _link(page: StreamlitPage) -> Link:
    return Link(page.title, relative_url(page.url_path))
