"""What the words and figures of the coverage page mean."""

import streamlit as st

from affiliates.content.charter import WHAT_AFFILIATES_ARE
from affiliates.coverage.words.method import method, sources
from components.state.language import current_language, gettext


def method_section() -> None:
    """The definitions, word for word as in every report, and the sources of the figures."""
    language = current_language()
    for term, meaning in method(language):
        st.markdown(f"**{term}** {meaning}", width=720)
    st.subheader(gettext("Sources"), anchor=False)
    st.markdown("\n".join(f"- {source}" for source in sources(language)), width=720)
    st.caption(gettext(WHAT_AFFILIATES_ARE))
