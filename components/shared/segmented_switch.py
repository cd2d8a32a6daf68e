"""A row of buttons for one of a few choices."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from components.state.url import sync_to_url, widget_key


def segmented_switch(label: str, name: str, choices: Mapping[Any, str], chosen: object, default: object) -> None:
    """Draws a row of buttons that sets a URL parameter to one of ``choices``, each shown by its label there."""
    st.segmented_control(
        label,
        choices,
        format_func=choices.__getitem__,
        required=True,
        key=widget_key(name, chosen),
        on_change=sync_to_url,
        args=(name, default),
        wrap=True,
    )
