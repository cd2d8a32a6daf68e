"""Organizations that help families, on the reviewers' desk: what to check, and every change of an entry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from affiliates.applications.decisions import Decision
from affiliates.directory.snapshots import today
from affiliates.geo.regions import region_names
from affiliates.review.organizations import EDITABLE_COLUMNS
from affiliates.review.views import OpenEntry
from affiliates.support.cards import evidence_link
from affiliates.support.phone import phone_link
from affiliates.support.queries import due_for_check
from affiliates.support.schema import SupportOrganization
from components.apply.fields import clear_fields, key_for_values
from components.review.actions import mistakes, perform, turn_to_something_else
from components.review.deciding import decide
from components.review.history import history
from components.review.listed_groups import problems_in_file
from components.shared.group_cards import CardLevel
from components.shared.markdown import escape_markdown, isolate_direction, link_target
from components.shared.support_organizations import support_organization_card
from components.state.resources import organization_review, support_directory, support_organizations

_OPEN = "desk_organization"
_PAGE_SIZE = 10
_LABELS = {"name": "Name", "website": "Website", "phone": "Phone number", "note": "Note for families"}
_CONFIRMED = "Thank you. It is marked as checked today."


@dataclass(frozen=True)
class OnDesk:
    """What the buttons of one organization act on: who presses them, the entry that they saw, and the correction that
    they answer, if there is one."""

    token: str
    before: Mapping[str, str]
    expected_decision_id: str
    reference: str = ""

    @property
    def id(self) -> str:
        """The id of the organization."""
        return self.before["id"]


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
        history(token, organization_review().recent(token))
        return
    entry = organization_review().open(token, str(opened))
    if entry is None:
        st.info("This organization is no longer listed.")
        return
    organization_entry(OnDesk(token, entry.entry, entry.expected_decision_id), organizations[str(opened)], level=2)
    history(token, entry.history)


def organization_of_correction(token: str, organization_id: str, reference: str, expected_decision_id: str) -> None:
    """The organization that a correction is about, with buttons that answer the correction as well."""
    entry = organization_review().open(token, organization_id)
    listed = next((each for each in support_organizations() if each.id == organization_id), None)
    if entry is None or listed is None:
        st.info("The organization that this is about is no longer listed.")
        return
    organization_entry(OnDesk(token, entry.entry, expected_decision_id, reference), listed)
    st.warning(
        "Families will call what you publish, and anybody can send a correction. Before you change a number, find the "
        "new one on their own website, and call it."
    )


def organization_entry(desk: OnDesk, organization: SupportOrganization, *, level: CardLevel = 3) -> None:
    """An organization as families see it, where its number came from, and the buttons to confirm, change or remove."""
    with st.grid(1), st.container(border=True, gap="xsmall"):
        support_organization_card(organization, level=level, footer=False)
    _origin(organization)
    with st.container(horizontal=True):
        _confirm_button(desk)
        st.button("Remove", key=f"desk_remove_{desk.id}", on_click=_remove, args=(desk,))
    key = key_for_values(f"desk_organization_{desk.id}", desk.before)
    with st.expander("Change the entry", expanded=bool(mistakes())), st.form(key, enter_to_submit=False, border=False):
        for column in EDITABLE_COLUMNS:
            st.text_input(_LABELS[column], desk.before[column], key=f"{key}_{column}", max_chars=300)
            if column in mistakes():
                st.markdown(f":red[:material/error: {escape_markdown(mistakes()[column])}]")
        st.checkbox("Checked today: I called the number, and it is theirs", key=f"{key}_checked")
        st.form_submit_button("Publish the change", key=f"{key}_publish", on_click=_change, args=(desk, key))


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
        _origin(organization)
        with st.container(horizontal=True):
            _confirm_button(OnDesk(token, entry.entry, entry.expected_decision_id))
            st.button("Change or remove", key=f"desk_open_{organization.id}", on_click=_open, args=(organization.id,))


def _origin(organization: SupportOrganization) -> None:
    """Where name, website and number came from, in small words."""
    page = evidence_link(organization)
    found = organization.evidence or organization.sources or "nobody noted where"
    link = f" [Open the page]({link_target(page)})" if page else ""
    date = organization.evidence_date if organization.evidence else organization.sources_date
    dated = f" · dated {date}" if date else ""
    st.markdown(f":small[{'Number' if organization.evidence else 'Entry'} from: {escape_markdown(found)}{dated}{link}]")


def _confirm_button(desk: OnDesk) -> None:
    st.button(
        "Confirm",
        key=f"desk_confirm_{desk.id}",
        icon=":material/verified:",
        on_click=_confirm,
        args=(desk,),
    )


def _open(organization_id: str) -> None:
    st.session_state[_OPEN] = organization_id
    turn_to_something_else()


def _confirm(desk: OnDesk) -> None:
    _perform(desk, organization_review().confirm, _CONFIRMED)


def _remove(desk: OnDesk) -> None:
    _perform(desk, organization_review().remove, "Removed.")


def _perform(desk: OnDesk, action: Callable[..., Decision], done: str) -> None:
    _decide(
        desk,
        lambda: action(
            desk.token, desk.before, expected_decision_id=desk.expected_decision_id, reference=desk.reference
        ),
        done,
    )


def _decide(desk: OnDesk, action: Callable[[], Decision], done: str) -> bool:
    """Does it; where it answers a correction, the next application is opened."""
    return decide(desk.token, desk.reference, action, done) if desk.reference else perform(action, done)


def _change(desk: OnDesk, key: str) -> None:
    values = {column: str(st.session_state[f"{key}_{column}"]) for column in EDITABLE_COLUMNS}
    is_checked = bool(st.session_state[f"{key}_checked"])

    def change() -> Decision:
        return organization_review().change(
            desk.token,
            values,
            before=desk.before,
            expected_decision_id=desk.expected_decision_id,
            is_checked=is_checked,
            reference=desk.reference,
        )

    if _decide(desk, change, f"Published. {isolate_direction(values['name'])} is changed."):
        clear_fields(key)
