"""Listed groups and allies on the reviewers' desk: those not verified for a year, and every change of an entry."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pandas as pd
import streamlit as st

from affiliates.applications.model import extract_proposal
from affiliates.content.find_words import list_incomplete
from affiliates.coverage.metrics import STALE_AFTER
from affiliates.directory.mistakes import Problem
from affiliates.directory.queries import group_labels, not_verified_since
from affiliates.directory.schema import Status
from affiliates.languages.catalogs import ENGLISH
from affiliates.review.views import OpenEntry
from components.apply.fields import FormFields, clear_fields, key_for_values, read_fields
from components.review.actions import mistakes, perform, turn_to_something_else
from components.review.history import history
from components.review.upkeep.ended_letters import ended_letters_of, groups_without_letters
from components.review.upkeep.silent_groups import silent_groups
from components.shared.cards.group_cards import group_cards
from components.shared.cards.site_part import draw
from components.shared.markdown import escape_markdown
from components.state.resources import directory, file_review, review_service

_OPEN_GROUP = "desk_group"
_MAX_SHOWN = 20
_MAX_NAME_SHOWN = 120
_STATUS_BUTTONS = {
    Status.ACTIVE: "Make active again",
    Status.PAUSED: "Pause",
    Status.INACTIVE: "Mark as inactive",
}


def listed_groups(token: str, groups: pd.DataFrame) -> None:
    """The list to choose from, the groups that nobody verified for a year, and the entry that is open."""
    _rows_set_aside()
    st.download_button(
        "Download the whole file to edit it (CSV)",
        data=partial(file_review().content, token),
        file_name="affiliates.csv",
        mime="text/csv",
        key="desk_file",
        on_click="ignore",
        icon=":material/download:",
    )
    labels = group_labels(ENGLISH, groups)
    opened = st.selectbox(
        "Group or ally",
        list(labels),
        format_func=labels.__getitem__,
        index=None,
        placeholder="Choose or type",
        key=_OPEN_GROUP,
        on_change=turn_to_something_else,
        persist_state="session",
    )
    if opened not in labels:
        silent_groups(token, directory().groups, _open_group)
        groups_without_letters(token)
        _unverified(groups)
        return
    entry = review_service().open_group(token, str(opened))
    if entry is None:
        st.info("This entry is no longer listed.")
        return
    draw(group_cards(groups[groups["id"] == opened], level=2, footer=False))
    _entry(token, entry)
    ended_letters_of(token, str(opened))
    history(token, entry.history)


def _rows_set_aside() -> None:
    """How many rows of the file nobody sees, and what is wrong in it."""
    listed = directory()
    if not listed.set_aside:
        return
    st.warning(f"{list_incomplete(ENGLISH, listed.set_aside)} Whoever keeps the file can correct it.")
    problems_in_file(listed.problems)


def problems_in_file(problems: Sequence[Problem]) -> None:
    """What is wrong in a file that people edit by hand, row by row."""
    errors = [problem for problem in problems if problem.is_error]
    with st.expander(f"What is wrong in the file: {len(errors):,}"):
        for problem in errors[:_MAX_SHOWN]:
            st.text(str(replace(problem, file="Row")).replace("Row:", "Row ", 1))
        if len(errors) > _MAX_SHOWN:
            st.markdown("The command `python -m affiliates check` lists all of them.")


def _unverified(groups: pd.DataFrame) -> None:
    unverified = not_verified_since(groups, (pd.Timestamp(datetime.now(UTC).date()) - STALE_AFTER).date())
    st.header(f"Not verified for a year: {len(unverified):,}", anchor=False)
    if unverified.empty:
        st.markdown("Every entry has been verified within the past year.")
    for _, group in unverified.head(_MAX_SHOWN).iterrows():
        day = group["last_verified_on"]
        verified = "never verified" if pd.isna(day) else f"last verified {day:%Y-%m-%d}"
        st.button(
            f"{escape_markdown(group['name'][:_MAX_NAME_SHOWN])} · {verified}",
            key=f"desk_verify_{group['id']}",
            width="stretch",
            on_click=_open_group,
            args=(group["id"],),
        )
    if len(unverified) > _MAX_SHOWN:
        st.caption(f"And {len(unverified) - _MAX_SHOWN:,} more.")


def _open_group(group_id: str) -> None:
    st.session_state[_OPEN_GROUP] = group_id
    turn_to_something_else()


def _entry(token: str, opened: OpenEntry) -> None:
    entry = opened.entry
    st.caption(f"Last verified: {entry['last_verified_on'] or 'never'} · {entry['status']}")
    today = str(datetime.now(UTC).date())
    with st.container(horizontal=True):
        if entry["last_verified_on"] != today:
            st.button(
                "Verified today",
                key="desk_verified",
                icon=":material/verified:",
                on_click=_change,
                args=(token, opened, {"last_verified_on": today}, "Thank you. It is marked as verified today."),
            )
        for status, label in _STATUS_BUTTONS.items():
            if entry["status"] != status:
                arguments = (token, opened, {"status": str(status)}, "Changed.")
                st.button(label, key=f"desk_{status}", on_click=_change, args=arguments)
    key = _form_key(entry)
    with st.expander("Edit the entry", expanded=bool(mistakes())), st.form(key, enter_to_submit=False, border=False):
        fields = FormFields(ENGLISH, key, extract_proposal(entry), mistakes())
        fields.about_the_group()
        fields.ways_to_reach_it()
        st.form_submit_button("Publish the change", key=f"{key}_publish", on_click=_publish_edit, args=(token, opened))


def _form_key(entry: Mapping[str, str]) -> str:
    return key_for_values(f"desk_entry_{entry['id']}", entry)


def _change(token: str, opened: OpenEntry, values: Mapping[str, str], done: str) -> None:
    _is_changed(token, opened, values, done)


def _is_changed(token: str, opened: OpenEntry, values: Mapping[str, str], done: str) -> bool:
    return perform(
        lambda: review_service().change(
            token,
            {**opened.entry, **values},
            before=opened.entry,
            expected_decision_id=opened.expected_decision_id,
        ),
        done,
    )


def _publish_edit(token: str, opened: OpenEntry) -> None:
    key = _form_key(opened.entry)
    if _is_changed(token, opened, extract_proposal({**opened.entry, **read_fields(ENGLISH, key)}), "Published."):
        clear_fields(key)
