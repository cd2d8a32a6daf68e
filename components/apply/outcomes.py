"""What a form ends with: is this yours, it could not be saved, thank you."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from affiliates.applications.duplicates import DuplicateCandidate
from affiliates.applications.model import Application, Kind
from affiliates.applications.submission import applicant_copy
from affiliates.directory.schema import is_ally
from affiliates.languages.language import N_
from components.apply.duplicate_words import DuplicateWords
from components.apply.progress import FormProgress
from components.shared.cards.group_cards import group_cards
from components.shared.cards.site_part import draw
from components.state.language import current_language, gettext

_FAILURE_MESSAGE = N_(
    "We are sorry: we could not save what you sent. Nothing is lost, all of it is still in the form. Please try again "
    "in a few minutes."
)


def ask_about_duplicates(
    words: DuplicateWords,
    groups: pd.DataFrame,
    listed: list[DuplicateCandidate],
    pending: list[DuplicateCandidate],
    *,
    key: str,
    on_answer: Callable[..., None],
) -> None:
    """Shows the groups that look like the one that applies and asks: the same, an update of it, or a different one?

    Of a pending application nothing is shown but that there is one: it is private.
    """
    st.subheader(gettext("Is this yours?"), anchor=False)
    st.markdown(gettext("We already have something like it. Nothing you typed will be lost, whatever you choose."))
    for candidate in listed:
        draw(group_cards(groups[groups["id"] == candidate.id], footer=False))
        with st.container(horizontal=True, gap="small"):
            _answer(
                gettext(words.listed_changes),
                f"update_{candidate.id}",
                key,
                on_answer,
                group_id=candidate.id,
            )
            _answer(gettext(words.listed_same), f"same_{candidate.id}", key, on_answer, same=True)
    if pending:
        st.info(gettext(words.pending))
        with st.container(horizontal=True, gap="small"):
            _answer(gettext(words.pending_adds), "add", key, on_answer, follows=pending[0].id)
            _answer(gettext(words.pending_same), "same", key, on_answer, same=True)
    with st.container(horizontal=True, gap="small"):
        _answer(gettext(words.different), "different", key, on_answer)
        _answer(gettext("Back to the form"), "back", key, on_answer, back=True)


def nothing_to_submit(*, key: str, on_back: Callable[..., None]) -> None:
    """Thanks for a group that is listed already; what was typed is still in the form."""
    st.success(gettext("Thank you. Then there is nothing to send."), icon=":material/check_circle:")
    _answer(gettext("Back to the form"), "back", key, on_back, back=True)


def submission_failed(progress: FormProgress, *, key: str) -> None:
    """Says that an application could not be saved, and offers a copy; what was typed is still in the form."""
    if progress.unsaved:
        st.error(gettext(_FAILURE_MESSAGE))
        _copy_button(progress.unsaved, is_saved=False, key=key)


def submission_received(application: Application, *, key: str, on_another: Callable[[str], None]) -> None:
    """Thanks, the reference number, what happens next, and a copy to keep."""
    st.success(gettext("Thank you. We have received it."), icon=":material/check_circle:")
    st.markdown(gettext("Your reference number is **{reference}**.", reference=application.reference))
    if application.kind is Kind.CORRECTION:
        st.markdown(
            gettext("A volunteer will look into it and correct the entry. There is nothing more you need to do.")
        )
    elif is_ally(application.proposal):
        st.markdown(
            gettext(
                "What happens next: a volunteer reads it, opens your links, and writes to you if anything is unclear. "
                "Once it is approved, you are on the allies page. Our reviewers are volunteers, so please give them "
                "time."
            )
        )
    else:
        st.markdown(
            gettext(
                "What happens next: a volunteer reads it, opens your links, and writes to you if anything is unclear. "
                "Once it is approved, your group appears on the map. Our reviewers are volunteers, so please give them "
                "time."
            )
        )
    with st.container(horizontal=True, gap="small"):
        _copy_button(application, is_saved=True, key=key)
        st.button(
            gettext("Send another"), key=f"{key}_another", type="tertiary", on_click=on_another, args=(key,), wrap=True
        )


def _answer(label: str, name: str, key: str, on_answer: Callable[..., None], **answer: Any) -> None:
    st.button(label, key=f"{key}_{name}", on_click=on_answer, args=(key,), kwargs=answer, wrap=True)


def _copy_button(application: Application, *, is_saved: bool, key: str) -> None:
    st.download_button(
        gettext("Keep a copy"),
        # Made at the click: until then it lies nowhere, and from then on for a minute (server/downloads.py).
        data=partial(applicant_copy, current_language(), application, is_saved=is_saved),
        file_name=f"{application.reference if is_saved else 'application'}.txt",
        mime="text/plain",
        key=f"{key}_copy",
        on_click="ignore",
        icon=":material/download:",
        wrap=True,
    )
