"""Publishing an application: as it would appear, what it changes, the fields to correct, and the button."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from affiliates.applications.model import PROPOSED, Application, Kind, proposal_of
from affiliates.applications.validation import FIELDS, complete_links
from affiliates.directory.loader import frame_of
from affiliates.directory.queries import labels
from affiliates.directory.schema import LINK_COLUMNS, Group, Status, mistakes_in
from affiliates.review.service import new_group_id, to_publish
from components.apply.fields import Fields, empty_fields, key_on, typed_into
from components.review.actions import act, forget_mistakes, mistakes
from components.shared.group_cards import group_cards
from components.shared.markdown import isolated
from components.state.resources import desk

_NEW = ""


@dataclass(frozen=True)
class Proposed:
    """What an application would make of the directory: the listed group it is for and what that says now (empty and
    None for a new one), the values it proposes, and the key of the form in which a reviewer corrects them."""

    group_id: str
    before: Mapping[str, str] | None
    given: Mapping[str, str]
    key: str

    @property
    def now(self) -> dict[str, str]:
        """The values with the reviewer's corrections."""
        return proposal_of({**self.given, **typed_into(self.key)})


def proposed(token: str, opened: Application, groups: pd.DataFrame) -> Proposed | None:
    """Asks which group the application is for, and shows the answer as it would appear; None until one is chosen."""
    target = _target(opened, groups)
    if target is None:
        st.info("The group that this is about is not listed any more. Choose one above, or decide below.")
        return None
    before = desk().listed(token, target) if target else None
    given = dict(opened.proposal) if opened.whole_entry else _filled_up(opened.proposal, before)
    made = Proposed(target, before, given, key_on(f"desk_edit_{opened.reference}_{target}", before))
    st.subheader("As it would appear", anchor=False)
    preview(made.now)
    return made


def publishing(token: str, opened: Application, made: Proposed, seen: str) -> None:
    """What changes, the fields to correct, and the button that publishes."""
    if made.before:
        _what_changes(made.before, made.now)
    with st.form(made.key, enter_to_submit=False, border=False):
        with st.expander("Change it before it is published", expanded=bool(mistakes()), key=f"{made.key}_box"):
            fields = Fields(made.key, made.given, mistakes())
            fields.about_the_group()
            fields.ways_to_reach_it()
            st.form_submit_button("Show how it will look", key=f"{made.key}_look")
        st.checkbox("Verified today: I opened the links, and they lead to this group", key=f"{made.key}_verified")
        st.form_submit_button(
            "Publish as a change of the listed group" if made.before else "Publish",
            key=f"{made.key}_publish",
            icon=":material/publish:",
            on_click=_publish,
            args=(token, opened, made, seen),
        )
    if made.before and opened.kind is Kind.CORRECTION:
        with st.container(horizontal=True):
            for status, label in ((Status.PAUSED, "Pause the group"), (Status.INACTIVE, "Mark the group inactive")):
                if made.before["status"] != status:
                    st.button(
                        label, key=f"desk_{status}", on_click=_set_status, args=(token, opened, made, seen, status)
                    )


def preview(values: Mapping[str, str]) -> None:
    """A group as its card, with every address in full; where it cannot be one yet, the plain texts."""
    whole = {**values, "id": "preview", "status": "active"}
    wrong = complete_links(whole) | mistakes_in(whole)
    if wrong:
        labels = ", ".join(FIELDS[field].label for field in wrong if field in FIELDS)
        st.warning(f"It cannot be shown as a card yet: {labels}.")
        for field in PROPOSED:
            if values.get(field):
                st.text(f"{FIELDS[field].label}: {isolated(values[field])}")
        return
    group_cards(frame_of([Group.model_validate(whole)]), footer=False)
    for column in (*LINK_COLUMNS, "email"):
        if whole.get(column):
            st.text(f"{FIELDS[column].label}: {isolated(whole[column])}")


def _publish(token: str, opened: Application, made: Proposed, seen: str) -> None:
    is_verified = bool(st.session_state.get(f"{made.key}_verified"))
    is_merge = made.before is not None and opened.group_id != made.group_id
    now = made.now

    def publish() -> None:
        values = to_publish(
            now,
            made.before,
            group_id=made.group_id or _new_id(token, now["name"]),
            verified_on=datetime.now(UTC).date() if is_verified else None,
        )
        desk().publish(token, opened.reference, values, before=made.before, seen=seen, merge=is_merge)

    if act(publish, f"Published. {now['name']} is on the map within seconds."):
        empty_fields(made.key)


def _set_status(token: str, opened: Application, made: Proposed, seen: str, status: Status) -> None:
    values = {**(made.before or {}), "status": str(status)}
    act(
        lambda: desk().publish(token, opened.reference, values, before=made.before, seen=seen),
        f"Done: {values['name']} is {status}.",
    )


def _target(opened: Application, groups: pd.DataFrame) -> str | None:
    """The listed group that the application is about, as it says or as the reviewer chooses; empty for a new one."""
    told = labels(groups)
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
    return proposal_of(before or {}) | {name: text for name, text in proposal.items() if text}


def _what_changes(before: Mapping[str, str], now: Mapping[str, str]) -> None:
    changed = [column for column in PROPOSED if before[column] != now.get(column, "")]
    st.subheader("What it changes", anchor=False)
    if not changed:
        st.markdown("Nothing: the listed group says the same.")
    for column in changed:
        with st.container(border=True, gap="xsmall"):
            st.caption(FIELDS[column].label)
            st.text(f"Now: {isolated(before[column] or '–')}")
            st.text(f"Then: {isolated(now.get(column) or '–')}")
    if {*LINK_COLUMNS, "email"} & set(changed):
        st.warning("It changes where families are led. Make sure that the group itself wants this.")


def _new_id(token: str, name: str) -> str:
    """An id that no group has or had, rows that cannot be shown included."""
    taken = {each.group_id for each in desk().rows(token)[1]}
    while desk().listed(token, made := new_group_id(name, taken)):
        taken.add(made)
    return made
