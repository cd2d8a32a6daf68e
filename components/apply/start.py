"""Where groups and allies write to us: the form in the sidebar, on its own page, and for an entry that is listed."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from affiliates.applications.model import Kind, extract_proposal
from affiliates.content.place_names import region_in_sentence, region_name
from affiliates.directory.queries import group_labels, groups_as_text_rows
from affiliates.directory.schema import EntryKind, Status
from components.apply.application_form import application_form
from components.apply.correction_form import correction_form
from components.apply.fields import field_key
from components.shared.affiliate_graphic import affiliate_graphic
from components.shared.cards.group_cards import group_cards
from components.shared.cards.site_part import draw
from components.shared.cards.support_organizations import support_organization_card
from components.state.language import current_language, gettext, with_language
from components.state.lists.organizations import support_organizations
from components.state.page_query import PageQuery, select_group
from components.state.resources import directory, directory_is_readable

_READABLE_WIDTH = 720  # pixels
_INITIAL_REGION = "form_initial_region"
_OPEN_FORM = "sidebar_form"


def open_sidebar_form(entry_kind: EntryKind = EntryKind.AFFILIATE) -> None:
    """Opens the form of a group, or of an ally, in the sidebar; what was typed into it is still there."""
    st.session_state[_OPEN_FORM] = entry_kind


def is_sidebar_form_open() -> bool:
    """Whether the visitor has opened the form in the sidebar."""
    return bool(st.session_state.get(_OPEN_FORM))


def sidebar_form(query: PageQuery) -> None:
    """The application form in the sidebar, with the button that closes it."""
    with st.sidebar:
        if st.session_state[_OPEN_FORM] == EntryKind.ALLY:
            initial = {"kind": str(EntryKind.ALLY)}
            application_form(directory().allies, Kind.NEW, initial=initial, on_close=_close_sidebar_form)
        else:
            start_form(query, on_close=_close_sidebar_form)


def _close_sidebar_form() -> None:
    st.session_state[_OPEN_FORM] = None


def wide_form(query: PageQuery) -> None:
    """The form on its own page, as wide as is comfortable to read; an untouched region follows that of the page."""
    field = field_key(current_language(), f"{Kind.NEW}_", "regions")
    initial, regions = st.session_state.get(_INITIAL_REGION), st.session_state.get(field)
    if query.region and query.region != initial and regions == ([initial] if initial else []):
        st.session_state[field] = [query.region]
        st.session_state[_INITIAL_REGION] = query.region
    with st.container(width=_READABLE_WIDTH):
        start_form(query)


def start_form(query: PageQuery, on_close: Callable[[], None] | None = None) -> None:
    """The form of a new group, starting with the region that is open when it is first drawn."""
    st.session_state.setdefault(_INITIAL_REGION, query.region)
    initial = {"regions": query.region} if query.region else {}
    application_form(directory().groups, Kind.NEW, initial=initial, on_close=on_close)


def change_form(groups: pd.DataFrame, query: PageQuery) -> None:
    """What is wrong with a listed entry: a short form for everyone, and the whole entry for the group or ally itself.

    ``groups`` are the groups and the allies.
    Where the link names an organization that helps families, a short form about that.
    """
    if query.organization:
        _organization_form(query.organization)
        return
    if not directory_is_readable():
        return  # the page says so
    listed = groups.set_index("id", drop=False)
    if query.group not in listed.index:
        _group_box(groups, query)
        return
    st.button(gettext("Another group"), key="another_group", type="tertiary", on_click=select_group, args=(None,))
    with st.container(width=_READABLE_WIDTH):
        st.header(gettext("The entry now"), anchor=False)
        draw(group_cards(listed.loc[[query.group]], footer=False))
        of_ally = bool(listed.at[query.group, "kind"] == EntryKind.ALLY)
        has_graphic = listed.at[query.group, "status"] == Status.ACTIVE and not of_ally
        if has_graphic and query.wants_graphic:
            _graphic_box(query, *listed.loc[query.group, ["name", "regions"]])
        st.header(gettext("What is wrong?"), anchor=False)
        correction_form(group_id=query.group, of_ally=of_ally)
        update = st.expander(
            gettext("Is it your entry? Send us an update")
            if of_ally
            else gettext("Is this your group? Send us an updated entry"),
            expanded=query.is_own_group,
            key="own_entry",
            on_change="rerun",
        )
        if update.open:
            with update:
                (values,) = groups_as_text_rows(listed.loc[[query.group]])
                application_form(groups, Kind.UPDATE, initial=extract_proposal(values), group_id=query.group)
        if has_graphic and not query.wants_graphic:
            _graphic_box(query, *listed.loc[query.group, ["name", "regions"]])


def _organization_form(organization_id: str) -> None:
    """What is wrong with an organization that helps families: the short form, and the way back to it."""
    listed = {each.id: each for each in support_organizations()}
    organization = listed.get(organization_id)
    if organization is None:
        st.info(gettext("The organization that this link names is no longer listed."))
        return
    region = organization.region
    with st.container(width=_READABLE_WIDTH):
        st.header(gettext("The entry now"), anchor=False)
        st.caption(region_name(current_language(), region))
        support_organization_card(organization)
        st.header(gettext("What is wrong?"), anchor=False)
        correction_form(organization_id=organization_id)
        st.page_link(
            "pages/find.py",
            label=gettext("Back to {region}", region=region_in_sentence(current_language(), region)),
            icon=":material/arrow_back:",
            query_params=with_language(region=region),
        )


def _graphic_box(query: PageQuery, name: str, regions: tuple[str, ...]) -> None:
    box = st.expander(
        gettext("Is this your group? Show it on your website"),
        expanded=query.wants_graphic,
        key="own_graphic",
        on_change="rerun",
    )
    if box.open:
        with box:
            st.markdown(
                gettext("This graphic tells your visitors that you are an affiliate group, and leads to your entry.")
            )
            affiliate_graphic(query.group, name, regions)


def _group_box(groups: pd.DataFrame, query: PageQuery) -> None:
    if query.group:
        st.info(gettext("This link names a group that is no longer listed. Is it one of these?"))
    labels = group_labels(current_language(), groups)
    st.selectbox(
        gettext("Which group is it?"),
        list(labels),
        format_func=labels.__getitem__,
        index=None,
        placeholder=gettext("Choose or type"),
        key="group_to_change",
        on_change=lambda: select_group(st.session_state["group_to_change"]),
    )
