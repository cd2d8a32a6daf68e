"""Sections of text, set for reading."""

from collections.abc import Iterable

import streamlit as st

from affiliates.content.charter import DEFINITION
from affiliates.geo.regions import region_names


def start_title(region: str | None) -> None:
    """The title of "Start a group", which names the region if one is open, and the way to the form."""
    st.title(f"Start a group in {region_names()[region]}" if region else "Start a group", anchor=False)
    st.markdown(
        "You do not need an office or a law degree. You need a few people who will not look away. Do you already have "
        "a group? [Go to the form](#apply). It takes about five minutes."
    )
    section("What an affiliate group is", DEFINITION)


def section(title: str, *paragraphs: str) -> None:
    """A heading and its paragraphs, in a column narrow enough to read comfortably."""
    st.header(title, anchor=False)
    for paragraph in paragraphs:
        st.markdown(paragraph, width=720)


def statements(title: str, sentences: Iterable[str]) -> None:
    """A heading and a bulleted list of sentences."""
    st.header(title, anchor=False)
    st.markdown("\n".join(f"- {sentence}" for sentence in sentences), width=720)
