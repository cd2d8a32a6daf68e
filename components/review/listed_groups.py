"""Listed groups on the reviewers' desk: who was not verified for a year, and every change of an entry."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from affiliates.applications.model import Decision, extract_proposal, last_decision_id
from affiliates.coverage.metrics import STALE_AFTER
from affiliates.directory.queries import group_labels, not_verified_since
from affiliates.directory.schema import Status
from components.apply.fields import FormFields, clear_fields, key_for_values, read_fields
from components.review.actions import forget_mistakes, mistakes, perform
from components.review.history import history
from components.shared.group_cards import group_cards
from components.shared.markdown import escape_markdown
from components.state.resources import review_service

_OPEN = "desk_group"
_MOST = 20


def listed_groups(token: str, groups: pd.DataFrame, decisions: list[Decision]) -> None:
    """The list to choose from, the groups that nobody verified for a year, and the entry that is open."""
    told = group_labels(groups)
    opened = st.selectbox(
        "Group",
        list(told),
        format_func=told.__getitem__,
        index=None,
        placeholder="Choose or type",
        key=_OPEN,
        on_change=forget_mistakes,
        persist_state="session",
    )
    if opened in told:
        _entry(token, str(opened), groups, decisions)
    else:
        _to_verify(groups)


def _to_verify(groups: pd.DataFrame) -> None:
    old = not_verified_since(groups, (pd.Timestamp(datetime.now(UTC).date()) - STALE_AFTER).date())
    st.subheader(f"Not verified for a year: {len(old):,}", anchor=False)
    if old.empty:
        st.markdown("Every group was verified within the year.")
    for _, group in old.head(_MOST).iterrows():
        day = group["last_verified_on"]
        told = "never verified" if pd.isna(day) else f"last verified {day:%Y-%m-%d}"
        st.button(
            f"{escape_markdown(group['name'][:120])} · {told}",
            key=f"desk_verify_{group['id']}",
            width="stretch",
            on_click=_open,
            args=(group["id"],),
        )
    if len(old) > _MOST:
        st.caption(f"And {len(old) - _MOST:,} more.")


def _open(group_id: str) -> None:
    st.session_state[_OPEN] = group_id


def _entry(token: str, group_id: str, groups: pd.DataFrame, decisions: list[Decision]) -> None:
    before = review_service().listed(token, group_id)
    if before is None:
        st.info("This group is not listed any more.")
        return
    own = [each for each in decisions if each.group_id == group_id]
    expected_decision_id = last_decision_id(decisions, group_id=group_id)
    group_cards(groups[groups["id"] == group_id], footer=False)
    st.caption(f"Last verified: {before['last_verified_on'] or 'never'} · {before['status']}")

    def change(values: Mapping[str, str], done: str, key: str = "") -> None:
        if (
            perform(
                lambda: review_service().change(
                    token, {**before, **values}, before=before, expected_decision_id=expected_decision_id
                ),
                done,
            )
            and key
        ):
            clear_fields(key)

    today = str(datetime.now(UTC).date())
    with st.container(horizontal=True):
        if before["last_verified_on"] != today:
            st.button(
                "Verified today",
                key="desk_verified",
                icon=":material/verified:",
                on_click=change,
                args=({"last_verified_on": today}, "Thank you: it is noted as verified today."),
            )
        for status, label in (
            (Status.ACTIVE, "Make active again"),
            (Status.PAUSED, "Pause"),
            (Status.INACTIVE, "Mark inactive"),
        ):
            if before["status"] != status:
                st.button(label, key=f"desk_{status}", on_click=change, args=({"status": status}, "Changed."))
    key = key_for_values(f"desk_entry_{group_id}", before)
    with st.expander("Change the entry", expanded=bool(mistakes())), st.form(key, enter_to_submit=False, border=False):
        fields = FormFields(key, extract_proposal(before), mistakes())
        fields.about_the_group()
        fields.ways_to_reach_it()
        st.form_submit_button(
            "Publish the change",
            key=f"{key}_publish",
            on_click=lambda: change(extract_proposal({**before, **read_fields(key)}), "Published.", key),
        )
    history(token, own, decisions)
