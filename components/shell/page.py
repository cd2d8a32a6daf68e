"""The list of pages, and the guard that keeps every page inside the frame."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from affiliates.geo.regions import region_names
from components.apply.start import sidebar_form
from components.review.sign_in import returned_from_provider
from components.state.filters import read_page_query

SITE = "Affiliate groups against seclusion and restraint"
_ICON = Path(__file__).parent / "icon.png"
_inside: ContextVar[bool] = ContextVar("inside_the_frame", default=False)


def pages() -> list[StreamlitPage]:
    """Every page, in the order of the navigation; the first is the home page."""
    return [
        st.Page("pages/find.py", title="Find a group", default=True),
        st.Page("pages/coverage.py", title="Coverage"),
        st.Page("pages/apply.py", title="Start a group"),
        st.Page("pages/correct.py", title="Change an entry", visibility="hidden"),
        st.Page("pages/about.py", title="About"),
        st.Page("pages/review.py", title="For reviewers", visibility="hidden"),
    ]


def start_page() -> StreamlitPage:
    """Draws what stands around every page and returns the page that was asked for.

    Inside another site's page the navigation stays away: there the other site's own stands around it.
    """
    page = st.navigation(pages(), position="hidden" if st.context.is_embedded else "top")
    st.set_page_config(
        page_title=page_title(page.title),
        page_icon=str(_ICON),
        layout="wide",
        initial_sidebar_state="auto",
    )
    if page.url_path != "review" and returned_from_provider():
        st.switch_page("pages/review.py")
    region = read_page_query().region
    if not st.context.is_embedded and page.url_path != "review":
        sidebar_form(read_page_query(), has_own_page=page.url_path == "apply")
    if st.context.is_embedded and page.url_path:
        back = {"region": region} if region else {}
        st.page_link("pages/find.py", label="Back to the map", icon=":material/arrow_back:", query_params=back)
    return page


def render_footer() -> None:
    """Draws what stands below every page: the way to the other ones, which a phone hides at the top."""
    if not st.context.is_embedded:
        st.divider()
        with st.container(horizontal=True, gap="medium"):
            for page in pages():
                if page.url_path != "correct":
                    st.page_link(page)


def page_title(page: str) -> str:
    """What the browser's tab says: where, which page, and of which site."""
    region = read_page_query().region
    return f"{region_names()[region]}: {page} – {SITE}" if region else f"{page} – {SITE}"


@contextmanager
def inside_shell() -> Iterator[None]:
    """Marks that the frame stands around what runs now."""
    token = _inside.set(True)
    try:
        yield
    finally:
        _inside.reset(token)


def ensure_shell() -> None:
    """Has the frame drawn first where Streamlit ran a page file by itself.

    It does so for a deep link that is the first visit of a fresh server, because of the folder's name ``pages``.
    """
    if not _inside.get():
        st.navigation(pages(), position="top")
        st.rerun()
