"""The list of pages, what is drawn around each of them, and the guard that no page is drawn without it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from affiliates.content.ally_words import ALLIES
from affiliates.content.find_words import NAVIGATION
from components.apply.notifications import resume_notifications
from components.apply.start import is_sidebar_form_open, sidebar_form
from components.review.door.sign_in import returned_from_provider
from components.shared.page_title import page_title
from components.shell.header_and_footer import site_footer, site_header
from components.state.automatic_runs import begin_run
from components.state.language import gettext, with_language
from components.state.page_query import read_page_query

_FORM_WIDTH = 420  # pixels
_WITHOUT_SIDEBAR = {"apply", "review"}  # the one has the form on its page, the other is not for groups
_is_inside: ContextVar[bool] = ContextVar("is_inside_shell", default=False)


def pages() -> list[StreamlitPage]:
    """Every page, in the order of the navigation; the first one is the home page.

    Made once for each run: Streamlit looks for the file of each of them.
    """
    titles = {path: gettext(title) for path, title in NAVIGATION.items()}
    return [
        st.Page("pages/find.py", title=titles[""], default=True),
        st.Page("pages/coverage.py", title=titles["coverage"]),
        st.Page("pages/apply.py", title=titles["apply"]),
        st.Page("pages/correct.py", title=gettext("Change an entry"), visibility="hidden"),
        st.Page("pages/about.py", title=titles["about"]),
        st.Page("pages/allies.py", title=gettext(ALLIES), visibility="hidden"),
        st.Page("pages/review.py", title=gettext("For reviewers"), visibility="hidden"),
    ]


def start_page(every_page: Sequence[StreamlitPage]) -> StreamlitPage:
    """Draws the header and, once it is wanted, the form in the sidebar; returns the page to run below them.

    Both are left out if the app is embedded in another site, which has a navigation of its own.
    """
    begin_run()
    page = st.navigation(every_page, position="hidden")
    has_sidebar = page.url_path not in _WITHOUT_SIDEBAR and not st.context.is_embedded and is_sidebar_form_open()
    st.set_page_config(
        page_title=page_title(page.title),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    if has_sidebar:
        # Streamlit takes a width only together with "auto", which keeps the form from a phone.
        st.set_page_config(initial_sidebar_state=_FORM_WIDTH)
        st.set_page_config(initial_sidebar_state="expanded")
    resume_notifications()
    if page.url_path != "review" and returned_from_provider():
        st.switch_page("pages/review.py")
    if not st.context.is_embedded:
        shown = [each for each in every_page if each.visibility != "hidden"]
        site_header(shown, page, has_form=page.url_path == "apply")
    elif page.url_path:
        region = read_page_query().region
        back = with_language(**({"region": region} if region else {}))
        st.page_link("pages/find.py", label=gettext("Back to the map"), icon=":material/arrow_back:", query_params=back)
    if has_sidebar:
        sidebar_form(read_page_query())
    return page


def end_page(every_page: Sequence[StreamlitPage], page: StreamlitPage) -> None:
    """Draws the footer below an open page, unless the app is embedded."""
    if not st.context.is_embedded:
        site_footer(every_page, page)


@contextmanager
def inside_shell() -> Iterator[None]:
    """Marks what runs now as inside the shell."""
    token = _is_inside.set(True)
    try:
        yield
    finally:
        _is_inside.reset(token)


def ensure_shell() -> None:
    """Draws the shell and starts over if Streamlit ran a page file on its own.

    It does so if the first visit to a new server is a deep link, because the folder is called ``pages``.
    """
    if not _is_inside.get():
        st.navigation(pages(), position="hidden")
        st.rerun()
