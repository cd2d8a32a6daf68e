"""The head of every page: our mark and name, the way to each page, and the button that opens the form for groups."""

from collections.abc import Sequence
from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from affiliates.content.find_words import ADD_YOUR_GROUP, AFFILIATE_GROUPS, ALLIANCE
from affiliates.languages.catalogs import languages
from affiliates.languages.preference import PARAMETER
from components.apply.start import open_sidebar_form
from components.state.language import current_language, gettext, with_language
from components.state.url import update_query_params


def site_header(pages: Sequence[StreamlitPage], *, has_form: bool) -> None:
    """A row that wraps on a phone, where nothing of it hides behind a sign.

    ``has_form`` says that the open page holds the form, so that a link down to it takes the place of the button.
    """
    row = partial(st.container, horizontal=True, vertical_alignment="center", width="content")
    with row(gap="small", key="site_header", width="stretch"):
        with row(gap="xxsmall", key="site_languages", width="stretch", horizontal_alignment="right"):
            _languages()
        with row(gap="xsmall", key="site_name"):  # with our mark: server/first_page/assets/app.css
            # No line begins with the point.
            label = f"**{ALLIANCE}\N{NO-BREAK SPACE}· {gettext(AFFILIATE_GROUPS)}**"
            st.page_link(pages[0], label=label, query_params=with_language())
        with row(gap="xxsmall", key="site_pages"):
            for page in pages:
                st.page_link(page, query_params=with_language())
        if has_form:
            with row(key="to_form"):
                st.markdown(f"[{gettext(ADD_YOUR_GROUP)}](#apply)", width="content")
        else:
            st.button(gettext(ADD_YOUR_GROUP), key="add_your_group", on_click=open_sidebar_form)


def _languages() -> None:
    """Every other language, by its own name; the page stays as it is, and its address says in which language.

    No links: Streamlit leaves the address as it was where one leads to the page that is open, and a choice on the map,
    which does not draw the header anew, would be lost.
    """
    for language in languages().values():
        if language != current_language():
            st.button(
                language.name,
                key=f"language_{language.code}",
                type="tertiary",
                on_click=update_query_params,
                kwargs={PARAMETER: language.code},
            )
