"""Parts of the pages without scripts, drawn in the app as they are.

An element of Streamlit for each text, link and button of a card was most of what browser and server did for a click.
"""

from typing import Literal

import streamlit as st
from markupsafe import Markup

from affiliates.site.pages.fragments import one_part


def draw(*pieces: Markup, width: Literal["stretch", "content"] = "stretch") -> None:
    """Draws pieces of ``affiliates.site.pages.fragments`` below one another, as one element."""
    st.html(one_part(*pieces), width=width)
