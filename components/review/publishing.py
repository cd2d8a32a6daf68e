"""Publishing an application: as it would appear, what it changes, the fields to correct, and the button."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from affiliates.applications.decisions import Decision
from affiliates.applications.model import PROPOSED_COLUMNS, Kind, extract_proposal
from affiliates.applications.validation import FORM_FIELDS, complete_links
from affiliates.directory.destinations.hosts import browser_host
from affiliates.directory.parsing import groups_to_frame
from affiliates.directory.queries import group_labels
from affiliates.directory.schema import LINK_COLUMNS, Group, Status, find_mistakes
from affiliates.review.views import OpenApplication
from components.apply.fields import FormFields, clear_fields, key_for_values, read_fields
from components.review.actions import forget_mistakes, mistakes, perform
from components.review.mail import can_send_mail, prepare_publication_mail
from components.shared.group_cards import group_cards
from components.shared.markdown import escape_markdown, isolate_direction
from components.state.resources import review_service

_NEW_GROUP = ""


def chosen_target(reference: str) -> str | None:
    """The listed group that the reviewer chose for an application, empty for a new one; None before a choice."""
    chosen = st.session_state.get(_target_key(reference))
    return None if chosen is None else str(chosen)


def target_box(opened: OpenApplication, groups: pd.DataFrame) -> None:
    """The choice of the listed group that the application is about; a new one where it may be one."""
    labels = group_labels(groups)
    if opened.can_be_new:
        labels = {_NEW_GROUP: "A new group"} | labels  # no group has this label: its region follows its name
    st.selectbox(
        "Publish as",
        list(labels),
        index=list(labels).index(opened.target) if opened.target in labels else None,
        format_func=labels.__getitem__,
        placeholder="Choose a group",
        key=_target_key(opened.application.reference),
        on_change=forget_mistakes,
        persist_state="session",
    )
    if opened.target is None:
        st.info("The group that this is about is no longer listed. Choose one above, or decide below.")


def publishing(token: str, opened: OpenApplication, *, preview_in: DeltaGenerator) -> None:
    """What it would look like and change, the fields to correct, and the button that publishes."""
    key = _form_key(opened)
    values = _corrected(opened, key)
    with preview_in:
        st.subheader("As it would appear", anchor=False)
        preview(values)
    if opened.before:
        _changes(opened.before, values)
    with st.form(key, enter_to_submit=False, border=False):
        with st.expander("Edit before publishing", expanded=bool(mistakes()), key=f"{key}_box"):
            fields = FormFields(key, opened.proposal, mistakes())
            fields.about_the_group()
            fields.ways_to_reach_it()
            st.form_submit_button("Preview", key=f"{key}_look")
        st.checkbox("Verified today: I opened the links, and they lead to this group", key=f"{key}_verified")
        if not opened.before and opened.application.contact_email and can_send_mail():
            st.checkbox("Mail them where it is, with the graphic for their website", value=True, key=f"{key}_tell")
        st.form_submit_button(
            "Publish the change" if opened.before else "Publish",
            key=f"{key}_publish",
            icon=":material/publish:",
            on_click=_publish,
            args=(token, opened),
        )
    if opened.before and opened.application.kind is Kind.CORRECTION:
        _status_buttons(token, opened, opened.before)


def preview(values: Mapping[str, str]) -> None:
    """A group as its card, with every address in full; where it cannot be a card yet, the plain texts."""
    entry = {**values, "id": "preview", "status": "active"}
    found = complete_links(entry) | find_mistakes(entry)
    if found:
        labels = ", ".join(FORM_FIELDS[field].label for field in found if field in FORM_FIELDS)
        st.warning(f"It cannot be shown as a card yet. Please check: {labels}.")
        for field in PROPOSED_COLUMNS:
            if values.get(field):
                st.text(f"{FORM_FIELDS[field].label}: {isolate_direction(values[field])}")
        return
    group_cards(groups_to_frame([Group.model_validate(entry)]), footer=False)
    for column in (*LINK_COLUMNS, "email"):
        if entry.get(column):
            st.text(f"{FORM_FIELDS[column].label}: {isolate_direction(entry[column])}")
        if column in LINK_COLUMNS and entry.get(column):
            st.caption(f"opens {escape_markdown(browser_host(entry[column]))}")


def _target_key(reference: str) -> str:
    return f"desk_target_{reference}"


def _form_key(opened: OpenApplication) -> str:
    return key_for_values(f"desk_edit_{opened.application.reference}_{opened.target}", opened.before)


def _corrected(opened: OpenApplication, key: str) -> dict[str, str]:
    """The proposal with what the reviewer typed over it."""
    return extract_proposal({**opened.proposal, **read_fields(key)})


def _publish(token: str, opened: OpenApplication) -> None:
    key = _form_key(opened)
    values = _corrected(opened, key)
    is_verified, is_to_be_told = (bool(st.session_state.get(f"{key}_{each}")) for each in ("verified", "tell"))
    published: list[Decision] = []

    def publish() -> None:
        decision = review_service().publish(
            token,
            opened.application.reference,
            values,
            before=opened.before,
            expected_decision_id=opened.expected_decision_id,
            verified_on=datetime.now(UTC).date() if is_verified else None,
        )
        published.append(decision)

    if perform(publish, f"Published. {values['name']} will be on the map within seconds."):
        if not opened.before and published[0].after:
            prepare_publication_mail(opened.application, published[0].after, is_to_be_sent=is_to_be_told)
        clear_fields(key)


def _status_buttons(token: str, opened: OpenApplication, before: Mapping[str, str]) -> None:
    with st.container(horizontal=True):
        for status, label in ((Status.PAUSED, "Pause the group"), (Status.INACTIVE, "Mark the group as inactive")):
            if before["status"] != status:
                st.button(label, key=f"desk_{status}", on_click=_set_status, args=(token, opened, status))


def _set_status(token: str, opened: OpenApplication, status: Status) -> None:
    perform(
        lambda: review_service().publish(
            token,
            opened.application.reference,
            {"status": str(status)},
            before=opened.before,
            expected_decision_id=opened.expected_decision_id,
        ),
        f"Done: {(opened.before or {}).get('name')} is {status}.",
    )


def _changes(before: Mapping[str, str], values: Mapping[str, str]) -> None:
    changed = [column for column in PROPOSED_COLUMNS if before[column] != values.get(column, "")]
    st.subheader("What it changes", anchor=False)
    if not changed:
        st.markdown("Nothing: the listed group says the same.")
    for column in changed:
        with st.container(border=True, gap="xsmall"):
            st.caption(FORM_FIELDS[column].label)
            st.text(f"Now: {isolate_direction(before[column] or '–')}")
            st.text(f"Then: {isolate_direction(values.get(column) or '–')}")
    if {*LINK_COLUMNS, "email"} & set(changed):
        st.warning("It changes where families are sent. Make sure that the group itself wants this.")
