"""Where groups write to us: the form in the sidebar and on its own page, and the page on a listed group's entry."""

import pandas as pd
import streamlit as st

from affiliates.applications.model import Kind, extract_proposal
from affiliates.directory.queries import group_labels, groups_as_text_rows
from components.apply.application_form import application_form
from components.apply.correction_form import correction_form
from components.shared.group_cards import group_cards
from components.state.page_query import PageQuery, select_group
from components.state.resources import directory, directory_is_readable

_WIDTH = 720
_REGIONS = f"{Kind.NEW}__regions"  # the field of the form
_FILLED_IN = "filled_in_region"


def sidebar_form(query: PageQuery, *, has_own_page: bool) -> None:
    """The application form in the sidebar; on the page where it stands full-width, only a word on where."""
    with st.sidebar:
        st.header("For groups", anchor=False)
        if has_own_page:
            st.markdown("The form stands on this page, [further down](#apply).")
            return
        box = st.expander("Add your group", key="sidebar_form", on_change="rerun", icon=":material/add_location_alt:")
        if box.open:
            with box:
                start_form(query)
        st.page_link("pages/correct.py", label="Change a listed group", icon=":material/edit:")


def wide_form(query: PageQuery) -> None:
    """The form on its own page, as wide as is comfortable to read; it follows the region that its page is about."""
    filled_in, regions = st.session_state.get(_FILLED_IN), st.session_state.get(_REGIONS)
    if query.region and query.region != filled_in and regions == ([filled_in] if filled_in else []):
        st.session_state[_REGIONS] = [query.region]
        st.session_state[_FILLED_IN] = query.region
    with st.container(width=_WIDTH):
        start_form(query)


def start_form(query: PageQuery) -> None:
    """The form of a new group, with the region filled in that is open when it is first drawn."""
    st.session_state.setdefault(_FILLED_IN, query.region)
    given = {"regions": query.region} if query.region else {}
    application_form(directory().groups, Kind.NEW, given=given)


def change_form(groups: pd.DataFrame, query: PageQuery) -> None:
    """What is wrong with a listed group: a short form for everyone, and the whole entry for the group itself."""
    if not directory_is_readable():
        return  # the page says so; which group is meant cannot be seen
    listed = groups.set_index("id", drop=False)
    if query.group not in listed.index:
        _which_group(groups, query)
        return
    st.button("Another group", key="another_group", type="tertiary", on_click=select_group, args=(None,))
    with st.container(width=_WIDTH):
        st.header("The entry now", anchor=False)
        group_cards(listed.loc[[query.group]], footer=False)
        st.header("What is wrong?", anchor=False)
        correction_form(query.group)
        own = st.expander("Is it your group? Send us the whole entry anew", key="own_entry", on_change="rerun")
        if own.open:
            with own:
                (values,) = groups_as_text_rows(listed.loc[[query.group]])
                application_form(groups, Kind.UPDATE, given=extract_proposal(values), group_id=query.group)


def _which_group(groups: pd.DataFrame, query: PageQuery) -> None:
    if query.group:
        st.info("This link names a group that is not listed any more. Is it one of these?")
    told = group_labels(groups)
    st.selectbox(
        "Which group is it?",
        list(told),
        format_func=told.__getitem__,
        index=None,
        placeholder="Choose or type",
        key="group_to_change",
        on_change=lambda: select_group(st.session_state["group_to_change"]),
    )
