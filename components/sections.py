"""Readable sections of the Alliance's own sentences."""

from collections.abc import Iterable

import streamlit as st

from affiliates.charter import APPLICATION_PAGE, DEFINITION
from affiliates.regions import names


def start_title(region: str | None) -> None:
    """The title of "Start a group", for a region where one is known, and what an affiliate group is."""
    st.title(f"Start a group in {names()[region]}" if region else "Start a group", anchor=False)
    st.markdown("You do not need an office or a law degree. You need a few people who will not look away.")
    apply_button("start")
    section("What an affiliate group is", DEFINITION)


def apply_button(place: str) -> None:
    """Leads to the Alliance's application; ``place`` tells two of them on one page apart."""
    st.link_button(
        "Apply to be an affiliate group", APPLICATION_PAGE, icon=":material/edit_note:", key=f"apply_{place}"
    )


def section(title: str, *paragraphs: str) -> None:
    """A heading and its paragraphs, in a column that is comfortable to read."""
    st.header(title, anchor=False)
    for paragraph in paragraphs:
        st.markdown(paragraph, width=720)


def statements(title: str, sentences: Iterable[str]) -> None:
    """A heading and a list of sentences, one below the other."""
    st.header(title, anchor=False)
    st.markdown("\n".join(f"- {sentence}" for sentence in sentences), width=720)
