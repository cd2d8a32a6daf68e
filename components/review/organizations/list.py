"""Organizations that help families, on the reviewers' desk: what to check, one to open, and one to add."""

import streamlit as st

from affiliates.directory.snapshots import today
from affiliates.geo.regions import region_names
from affiliates.review.views import OpenEntry
from affiliates.support.phone import phone_link
from affiliates.support.queries import due_for_check
from affiliates.support.schema import SupportOrganization
from components.review.actions import turn_to_something_else
from components.review.history import history
from components.review.listed_groups import problems_in_file
from components.review.organizations.adding import add_organization
from components.review.organizations.entry import OnDesk, confirm_button, organization_entry, origin
from components.shared.markdown import escape_markdown, link_target
from components.state.lists.organizations import support_directory
from components.state.resources import organization_review

_OPEN = "desk_organization"
_PAGE_SIZE = 10


def organization_list(token: str) -> None:
    """The list to choose from, the organizations that should be checked, and the entry that is open."""
    listed = support_directory()
    if listed is None:
        st.error("The list of helpers cannot be read right now. The server’s log says why.")
        return
    if listed.problems:
        problems_in_file(listed.problems)
    organizations = {each.id: each for each in listed.organizations}
    opened = st.selectbox(
        "Organization",
        list(organizations),
        format_func=lambda each: f"{region_names()[organizations[each].region]}: {organizations[each].name}",
        index=None,
        placeholder="Choose or type",
        key=_OPEN,
        on_change=turn_to_something_else,
        persist_state="session",
    )
    if opened not in organizations:
        _due(token, list(organizations.values()))
        add_organization(token)
        history(token, organization_review().recent(token))
        return
    entry = organization_review().open(token, str(opened))
    if entry is None:
        st.info("This organization is no longer listed.")
        return
    organization_entry(OnDesk(token, entry.entry, entry.expected_decision_id), organizations[str(opened)], level=2)
    history(token, entry.history)


def _due(token: str, organizations: list[SupportOrganization]) -> None:
    due = due_for_check(organizations, today())
    st.header(f"To check: {len(due):,}", anchor=False)
    if not due:
        st.markdown("Every organization has been checked within the past year.")
        return
    st.markdown(
        "Nobody has checked these within the past 12 months. Call the number, ask whether families of that state or "
        "province are right there, and open the website. If both are right, confirm."
    )
    pages = -(-len(due) // _PAGE_SIZE)
    page = st.pagination(pages, key="desk_organization_page") if pages > 1 else 1
    for each in due[(page - 1) * _PAGE_SIZE : page * _PAGE_SIZE]:
        entry = organization_review().open(token, each.id)
        if entry:
            _due_row(token, each, entry)


def _due_row(token: str, organization: SupportOrganization, entry: OpenEntry) -> None:
    website = f"[{escape_markdown(organization.website)}]({link_target(organization.website)})"
    checked = organization.checked_on
    facts = (
        region_names()[organization.region],
        f"[{organization.phone}]({phone_link(organization.phone)})" if organization.phone else "no number",
        website if organization.website else "no website",
        f"last checked {checked:%Y-%m-%d}" if checked else "never checked",
    )
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{escape_markdown(organization.name)}**  \n{' · '.join(facts)}")
        origin(organization)
        with st.container(horizontal=True):
            confirm_button(OnDesk(token, entry.entry, entry.expected_decision_id))
            st.button("Change or remove", key=f"desk_open_{organization.id}", on_click=_open, args=(organization.id,))


def _open(organization_id: str) -> None:
    st.session_state[_OPEN] = organization_id
    turn_to_something_else()
