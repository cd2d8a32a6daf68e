"""One organization that helps families, on the reviewers' desk: what it says, and every change of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import streamlit as st

from affiliates.applications.decisions import Decision
from affiliates.applications.validation import field_label
from affiliates.directory.mistakes import mistake_message
from affiliates.languages.catalogs import ENGLISH
from affiliates.review.organizations import EDITABLE_COLUMNS
from affiliates.support.cards import evidence_link
from affiliates.support.schema import SupportOrganization
from components.apply.fields import clear_fields, key_for_values
from components.review.actions import mistakes, perform
from components.review.deciding import decide
from components.shared.cards.group_cards import CardLevel
from components.shared.cards.support_organizations import support_organization_card
from components.shared.markdown import escape_markdown, isolate_direction, link_target
from components.state.lists.organizations import support_organizations
from components.state.resources import organization_review

_LABELS = {
    "region": "State or province",
    "kind": "What it is",
    "name": "Name",
    "website": "Website",
    "phone": "Phone number",
    "note": "Note for families",
    "languages": "Languages besides English, if a source says so (codes: es fr)",
    "sources": "Where did you find it?",
}
_IS_CHECKED = "Checked today: I called the number, and it is theirs"
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
    support_organization_card(organization, level=level)
    origin(organization)
    with st.container(horizontal=True):
        confirm_button(desk)
        st.button("Remove", key=f"desk_remove_{desk.id}", on_click=_remove, args=(desk,))
    key = key_for_values(f"desk_organization_{desk.id}", desk.before)
    with st.expander("Change the entry", expanded=bool(mistakes())), st.form(key, enter_to_submit=False, border=False):
        for column in EDITABLE_COLUMNS:
            text_field(key, column, desk.before[column])
        checked_field(key)
        st.form_submit_button("Publish the change", key=f"{key}_publish", on_click=_change, args=(desk, key))


def text_field(key: str, column: str, value: str = "") -> None:
    """A field of the form ``key`` for one column, and what is wrong in it."""
    st.text_input(_LABELS[column], value, key=f"{key}_{column}", max_chars=300)
    _mistake_in(column)


def choice_field(key: str, column: str, choices: Mapping[str, str]) -> None:
    """The same for a column that holds one of the codes ``choices``, each with its words."""
    st.selectbox(
        _LABELS[column],
        list(choices),
        format_func=choices.__getitem__,
        index=None,
        placeholder="Choose or type",
        key=f"{key}_{column}",
    )
    _mistake_in(column)


def checked_field(key: str) -> None:
    """Whether the reviewer has called the number today."""
    st.checkbox(_IS_CHECKED, key=f"{key}_checked")


def typed_into(key: str, columns: Iterable[str]) -> tuple[dict[str, str], bool]:
    """What stands in the fields of a form, by column, and whether the number was called today."""
    values = {column: str(st.session_state[f"{key}_{column}"] or "") for column in columns}
    return values, bool(st.session_state[f"{key}_checked"])


def _mistake_in(column: str) -> None:
    """What is wrong in the field above, if anything is."""
    if column in mistakes():
        sentence = mistake_message(ENGLISH, field_label(ENGLISH, column), mistakes()[column])
        st.markdown(f":red[:material/error: {escape_markdown(sentence)}]")


def origin(organization: SupportOrganization) -> None:
    """Where name, website and number came from, in small words."""
    page = evidence_link(organization)
    found = organization.evidence or organization.sources or "nobody noted where"
    link = f" [Open the page]({link_target(page)})" if page else ""
    date = organization.evidence_date if organization.evidence else organization.sources_date
    dated = f" · dated {date}" if date else ""
    st.markdown(f":small[{'Number' if organization.evidence else 'Entry'} from: {escape_markdown(found)}{dated}{link}]")


def confirm_button(desk: OnDesk) -> None:
    """Notes that the number and the website are right, at a click."""
    st.button(
        "Confirm",
        key=f"desk_confirm_{desk.id}",
        icon=":material/verified:",
        on_click=_confirm,
        args=(desk,),
    )


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
    values, is_checked = typed_into(key, EDITABLE_COLUMNS)

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
