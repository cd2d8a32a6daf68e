"""Publishing an application: as it would appear, what it changes, the fields to correct, and the button."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from affiliates.applications.model import PROPOSED_COLUMNS, Application, Kind, extract_proposal
from affiliates.applications.validation import FORM_FIELDS, complete_links
from affiliates.directory.loader import groups_to_frame
from affiliates.directory.queries import group_labels
from affiliates.directory.schema import LINK_COLUMNS, Group, Status, find_mistakes
from affiliates.review.service import build_entry, new_group_id
from components.apply.fields import FormFields, clear_fields, key_for_values, read_fields
from components.review.actions import forget_mistakes, mistakes, perform
from components.shared.group_cards import group_cards
from components.shared.markdown import isolate_direction
from components.state.resources import review_service

_NEW = ""


@dataclass(frozen=True)
class Proposal:
    """What an application would make of the directory: the listed group it is for and what that says now (empty and
    None for a new one), the values it proposes, and the key of the form in which a reviewer corrects them."""

    group_id: str
    before: Mapping[str, str] | None
    given: Mapping[str, str]
    key: str

    @property
    def now(self) -> dict[str, str]:
        """The values with the reviewer's corrections."""
        return extract_proposal({**self.given, **read_fields(self.key)})


def draw_proposal(token: str, opened: Application, groups: pd.DataFrame) -> Proposal | None:
    """Asks which group the application is for, and shows the answer as it would appear; None until one is chosen."""
    target = _target(opened, groups)
    if target is None:
        st.info("The group that this is about is not listed any more. Choose one above, or decide below.")
        return None
    before = review_service().listed(token, target) if target else None
    given = dict(opened.proposal) if opened.whole_entry else _filled_up(opened.proposal, before)
    made = Proposal(target, before, given, key_for_values(f"desk_edit_{opened.reference}_{target}", before))
    st.subheader("As it would appear", anchor=False)
    preview(made.now)
    return made


def publishing(token: str, opened: Application, made: Proposal, expected_decision_id: str) -> None:
    """What changes, the fields to correct, and the button that publishes."""
    if made.before:
        _what_changes(made.before, made.now)
    with st.form(made.key, enter_to_submit=False, border=False):
        with st.expander("Change it before it is published", expanded=bool(mistakes()), key=f"{made.key}_box"):
            fields = FormFields(made.key, made.given, mistakes())
            fields.about_the_group()
            fields.ways_to_reach_it()
            st.form_submit_button("Show how it will look", key=f"{made.key}_look")
        st.checkbox("Verified today: I opened the links, and they lead to this group", key=f"{made.key}_verified")
        st.form_submit_button(
            "Publish as a change of the listed group" if made.before else "Publish",
            key=f"{made.key}_publish",
            icon=":material/publish:",
            on_click=_publish,
            args=(token, opened, made, expected_decision_id),
        )
    if made.before and opened.kind is Kind.CORRECTION:
        with st.container(horizontal=True):
            for status, label in ((Status.PAUSED, "Pause the group"), (Status.INACTIVE, "Mark the group inactive")):
                if made.before["status"] != status:
                    st.button(
                        label,
                        key=f"desk_{status}",
                        on_click=_set_status,
                        args=(token, opened, made, expected_decision_id, status),
                    )


def preview(values: Mapping[str, str]) -> None:
    """A group as its card, with every address in full; where it cannot be one yet, the plain texts."""
    whole = {**values, "id": "preview", "status": "active"}
    wrong = complete_links(whole) | find_mistakes(whole)
    if wrong:
        group_labels = ", ".join(FORM_FIELDS[field].label for field in wrong if field in FORM_FIELDS)
        st.warning(f"It cannot be shown as a card yet: {group_labels}.")
        for field in PROPOSED_COLUMNS:
            if values.get(field):
                st.text(f"{FORM_FIELDS[field].label}: {isolate_direction(values[field])}")
        return
    group_cards(groups_to_frame([Group.model_validate(whole)]), footer=False)
    for column in (*LINK_COLUMNS, "email"):
        if whole.get(column):
            st.text(f"{FORM_FIELDS[column].label}: {isolate_direction(whole[column])}")


def _publish(token: str, opened: Application, made: Proposal, expected_decision_id: str) -> None:
    is_verified = bool(st.session_state.get(f"{made.key}_verified"))
    is_merge = made.before is not None and opened.group_id != made.group_id
    now = made.now

    def publish() -> None:
        values = build_entry(
            now,
            made.before,
            group_id=made.group_id or _new_id(token, now["name"]),
            verified_on=datetime.now(UTC).date() if is_verified else None,
        )
        review_service().publish(
            token,
            opened.reference,
            values,
            before=made.before,
            expected_decision_id=expected_decision_id,
            merge=is_merge,
        )

    if perform(publish, f"Published. {now['name']} is on the map within seconds."):
        clear_fields(made.key)


def _set_status(token: str, opened: Application, made: Proposal, expected_decision_id: str, status: Status) -> None:
    values = {**(made.before or {}), "status": str(status)}
    perform(
        lambda: review_service().publish(
            token, opened.reference, values, before=made.before, expected_decision_id=expected_decision_id
        ),
        f"Done: {values['name']} is {status}.",
    )


def _target(opened: Application, groups: pd.DataFrame) -> str | None:
    """The listed group that the application is about, as it says or as the reviewer chooses; empty for a new one."""
    told = group_labels(groups)
    if opened.kind is not Kind.CORRECTION:
        told = {_NEW: "A new group"} | told  # no group is called so: its place stands behind its name
    first = opened.group_id if opened.group_id in told else None if opened.group_id else _NEW
    chosen = st.selectbox(
        "Publish as",
        list(told),
        index=list(told).index(first) if first in told else None,
        format_func=told.__getitem__,
        placeholder="Choose a group",
        key=f"desk_target_{opened.reference}",
        on_change=forget_mistakes,
        persist_state="session",
    )
    return None if chosen is None else str(chosen)


def _filled_up(proposal: Mapping[str, str], before: Mapping[str, str] | None) -> dict[str, str]:
    """What an application says, and what the listed group says where the application says nothing."""
    return extract_proposal(before or {}) | {name: text for name, text in proposal.items() if text}


def _what_changes(before: Mapping[str, str], now: Mapping[str, str]) -> None:
    changed = [column for column in PROPOSED_COLUMNS if before[column] != now.get(column, "")]
    st.subheader("What it changes", anchor=False)
    if not changed:
        st.markdown("Nothing: the listed group says the same.")
    for column in changed:
        with st.container(border=True, gap="xsmall"):
            st.caption(FORM_FIELDS[column].label)
            st.text(f"Now: {isolate_direction(before[column] or '–')}")
            st.text(f"Then: {isolate_direction(now.get(column) or '–')}")
    if {*LINK_COLUMNS, "email"} & set(changed):
        st.warning("It changes where families are led. Make sure that the group itself wants this.")


def _new_id(token: str, name: str) -> str:
    """An id that no group has or had, rows that cannot be shown included."""
    taken = {each.group_id for each in review_service().rows(token)[1]}
    while review_service().listed(token, made := new_group_id(name, taken)):
        taken.add(made)
    return made
