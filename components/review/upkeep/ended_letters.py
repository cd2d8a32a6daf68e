"""Groups that want no letters of ours, or get none, and the way back for the one that has asked a reviewer for it."""

import streamlit as st

from affiliates.upkeep.desk import GroupWithoutLetters
from affiliates.upkeep.wishes import EndedLetters, LetterKind
from components.review.actions import perform
from components.review.upkeep.actions import letter_review
from components.shared.markdown import escape_markdown

_MAX_SHOWN = 20
_MAX_NAME_SHOWN = 120
_ENDED = {
    LetterKind.QUESTION: "It does not want the yearly letter",
    LetterKind.MESSAGE: "It does not want messages from families",
}
_AGAIN = {
    LetterKind.QUESTION: "It asked for the yearly letter again",
    LetterKind.MESSAGE: "It asked for messages again",
}
_DONE = {
    LetterKind.QUESTION: "Noted. The group gets the yearly letter again when it is due.",
    LetterKind.MESSAGE: "Noted. Families can write to the group again.",
}
_ONLY_IF_ASKED = "Press a button only if the group itself has asked you for it. The log says that it was you."


def groups_without_letters(token: str) -> None:
    """Every listed group that has ended some of our letters, or that they do not reach; nothing where there is none."""
    groups = letter_review().without_letters(token)
    if not groups:
        return
    st.header(f"Groups that want no letters, or get none: {len(groups):,}", anchor=False)
    if any(each.ended for each in groups):
        st.caption(_ONLY_IF_ASKED)
    for each in groups[:_MAX_SHOWN]:
        with st.container(border=True, gap="xsmall", key=f"desk_ended_{each.group_id}"):
            st.markdown(f"**{escape_markdown(each.name[:_MAX_NAME_SHOWN])}**")
            _ended_letters(token, each)
    if len(groups) > _MAX_SHOWN:
        st.caption(f"And {len(groups) - _MAX_SHOWN:,} more. Choose a group above to see its own.")


def ended_letters_of(token: str, group_id: str) -> None:
    """What one group has ended, or does not get; nothing where it takes all letters."""
    for each in letter_review().without_letters(token, {group_id}):
        st.subheader("Letters that it does not want, or get", anchor=False)
        if each.ended:
            st.caption(_ONLY_IF_ASKED)
        _ended_letters(token, each)


def _ended_letters(token: str, group: GroupWithoutLetters) -> None:
    if group.returned_since:
        st.markdown(
            f"Nobody gets mail at the address of its contact, since {group.returned_since:%Y-%m-%d}. An update of its "
            "entry with another address helps."
        )
    for ended in group.ended:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{_ENDED[ended.kind]}, since {ended.since:%Y-%m-%d}.")
            key = f"desk_ended_{group.group_id}_{ended.kind}"
            st.button(_AGAIN[ended.kind], key=key, on_click=_begin_again, args=(token, ended))


def _begin_again(token: str, ended: EndedLetters) -> None:
    perform(lambda: letter_review().begin_again(token, ended), _DONE[ended.kind])
