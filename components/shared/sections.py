"""Sections of text, set for reading."""

from collections.abc import Iterable

import streamlit as st

from affiliates.content import charter
from affiliates.content.place_names import in_region
from affiliates.languages.language import Message
from affiliates.people.sign_up import WOULD_HELP
from affiliates.reports.html.environment import Link
from affiliates.site.pages.fragments import page_links
from components.shared.cards.site_part import draw
from components.state.language import current_language, gettext
from components.state.url import relative_url

_TEXT_WIDTH = 720  # pixels


def start_title(region: str | None) -> None:
    """The title of "Start a group", which names the region if one is open, and the way to the form."""
    if region:
        title = gettext("Start a group {in_region}", in_region=in_region(current_language(), region))
    else:
        title = gettext("Start a group")
    st.title(title, anchor=False)
    st.markdown(
        gettext(
            "You do not need an office or a law degree. You need a few people who will not look away. Do you already "
            "have a group? [Go to the form](#apply). It takes about five minutes."
        )
    )
    asked = {"region": region, "wish": "help"} if region else {}
    there = relative_url("", f"people_{region}_{WOULD_HELP}" if region else "", **asked)
    draw(page_links([Link(gettext("Nobody to start with yet? Tell us that you would help"), there)]))
    section(gettext("What an affiliate group is"), gettext(charter.DEFINITION))


def section(title: str, *paragraphs: str) -> None:
    """A heading and its paragraphs, in a column narrow enough to read comfortably."""
    st.header(title, anchor=False)
    for paragraph in paragraphs:
        st.markdown(paragraph, width=_TEXT_WIDTH)


def statements(title: str, sentences: Iterable[str]) -> None:
    """A heading and a bulleted list of sentences."""
    st.header(title, anchor=False)
    st.markdown("\n".join(f"- {sentence}" for sentence in sentences), width=_TEXT_WIDTH)


def binding_statements(title: str, sentences: Iterable[Message]) -> None:
    """The same for what groups agree to: below each translation are the English words, which count."""
    language, sentences = current_language(), list(sentences)
    translated = [charter.translation(language, each) for each in sentences]
    statements(
        title,
        [
            f"{text}  \n:small[{each.text}]" if text else each.text
            for text, each in zip(translated, sentences, strict=True)
        ],
    )
    if any(translated):
        st.caption(gettext(charter.ENGLISH_COUNTS))
