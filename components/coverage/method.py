"""What the words and figures of the coverage page mean."""

import streamlit as st

from affiliates.content.charter import WHAT_AFFILIATES_ARE
from affiliates.coverage.method import METHOD, SOURCES
from components.state.language import gettext


def method_section() -> None:
    """The definitions, word for word as in every report, and the sources of the figures."""
    for term, meaning in METHOD:
        st.markdown(f"**{term}** {meaning}", width=720)
    st.subheader("Sources", anchor=False)
    st.markdown("\n".join(f"- {source}" for source in SOURCES), width=720)
    st.caption(gettext(WHAT_AFFILIATES_ARE))
