"""What stands between the form and its end: is this yours, could not be kept, thank you."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from affiliates.applications.duplicates import DuplicateCandidate
from affiliates.applications.model import Application, Kind
from affiliates.applications.submission import applicant_copy
from components.shared.group_cards import group_cards

_TROUBLE = {
    "store": "We could not keep what you sent, and are sorry. Nothing is lost: all of it still stands in the form. "
    "Please try again in a few minutes.",
    "full": "More applications are waiting than our volunteers can read just now. Nothing is lost: please keep a copy, "
    "and come back in a week or two.",
}


def ask_about_duplicates(
    groups: pd.DataFrame,
    listed: list[DuplicateCandidate],
    waiting: list[DuplicateCandidate],
    *,
    key: str,
    on_answer: Callable[..., None],
) -> None:
    """Shows the groups that look like the one that applies and asks: the same, an update of it, or a different one?

    Of a waiting application nothing is shown but that there is one: it is private.
    """
    st.subheader("Is this yours?", anchor=False)
    st.markdown("Something like it is here already. Nothing you typed is lost, whatever you choose.")
    for twin in listed:
        group_cards(groups[groups["id"] == twin.id], footer=False)
        with st.container(horizontal=True, gap="small"):
            _answer("It is this group: send my changes", f"update_{twin.id}", key, on_answer, group_id=twin.id)
            _answer("It is this group: nothing to change", f"same_{twin.id}", key, on_answer, same=True)
    if waiting:
        st.info("An application for a group like yours is waiting for our reviewers already.")
        with st.container(horizontal=True, gap="small"):
            _answer("It is the same group: add this to it", "add", key, on_answer, follows=waiting[0].id)
            _answer("It is the same: nothing to add", "same", key, on_answer, same=True)
    with st.container(horizontal=True, gap="small"):
        _answer("Ours is a different group: send it", "different", key, on_answer)
        _answer("Back to the form", "back", key, on_answer, back=True)


def _answer(label: str, name: str, key: str, on_answer: Callable[..., None], **answer: Any) -> None:
    st.button(label, key=f"{key}_{name}", on_click=on_answer, args=(key,), kwargs=answer)


def nothing_to_submit(*, key: str, on_back: Callable[..., None]) -> None:
    """Thanks for a group that is here already; what was typed still stands in the form."""
    st.success("Thank you. Then there is nothing to send.", icon=":material/check_circle:")
    _answer("Back to what I typed", "back", key, on_back, back=True)


def submission_failed(trouble: str, unsent: Application | None, *, key: str) -> None:
    """Says that an application could not be kept, and offers a copy of it; it still stands in the form."""
    if trouble and unsent:
        st.error(_TROUBLE[trouble])
        _copy_button(unsent, is_kept=False, key=key)


def _copy_button(sent: Application, *, is_kept: bool, key: str) -> None:
    st.download_button(
        "Keep a copy",
        data=applicant_copy(sent, is_kept=is_kept),
        file_name=f"{sent.reference if is_kept else 'application'}.txt",
        mime="text/plain",
        key=f"{key}_copy",
        on_click="ignore",
        icon=":material/download:",
    )


def submission_received(sent: Application, *, key: str, on_another: Callable[[str], None]) -> None:
    """Thanks, the reference number, what happens next, and a copy to keep."""
    st.success("Thank you. We have it.", icon=":material/check_circle:")
    st.markdown(f"Your reference number is **{sent.reference}**.")
    if sent.kind is Kind.CORRECTION:
        st.markdown("A volunteer looks into it and mends the entry. There is nothing more for you to do.")
    else:
        st.markdown(
            "What happens next: a volunteer reads it, opens your links, and writes to you if anything is unclear. When "
            "all is well, the group appears on the map. The reviewers are volunteers: please give them a little time."
        )
    with st.container(horizontal=True, gap="small"):
        _copy_button(sent, is_kept=True, key=key)
        st.button("Send another", key=f"{key}_another", type="tertiary", on_click=on_another, args=(key,))
