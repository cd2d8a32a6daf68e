"""Deciding on many applications at once; each button acts on those that the reviewer saw."""

import streamlit as st

from components.review.actions import perform
from components.state.resources import review_service


def erase_all(token: str, references: list[str]) -> None:
    """The button that erases all spam, behind a sentence that says so."""
    with st.expander("Erase all spam"):
        st.markdown("Erases what was sent, for good. Is a genuine group among it? Open it first and choose “Not spam”.")
        st.button(
            f"Erase all {len(references):,}" if len(references) > 1 else "Erase it",
            key="desk_erase_spam",
            on_click=_erase_spam,
            args=(token, references),
        )


def decide_on_held(token: str, references: list[str], shown: list[str]) -> None:
    """The buttons that put all that is held with the others, or those ``shown`` on one page in the spam."""
    count = len(references)
    with st.container(horizontal=True):
        st.button(
            f"Put all {count:,} with the waiting ones" if count > 1 else "Put it with the waiting ones",
            key="desk_release_held",
            on_click=_release_held,
            args=(token, references),
        )
        st.button(
            f"Mark the {len(shown)} on this page as spam" if len(shown) > 1 else "Mark it as spam",
            key="desk_spam_held",
            on_click=_mark_held_as_spam,
            args=(token, shown),
        )


def _erase_spam(token: str, references: list[str]) -> None:
    perform(lambda: review_service().erase_spam(token, references), "The spam is erased.")


def _release_held(token: str, references: list[str]) -> None:
    perform(lambda: review_service().release_held(token, references), "They now wait with the others.")


def _mark_held_as_spam(token: str, references: list[str]) -> None:
    perform(lambda: review_service().mark_held_as_spam(token, references), "They are among the spam now.")
