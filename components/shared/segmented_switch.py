"""A row of buttons for one of a few choices."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from components.state.url import url_widget


def segmented_switch(label: str, name: str, choices: Mapping[Any, str], chosen: object, default: object) -> None:
    """Draws a row of buttons that sets a URL parameter to one of ``choices``, each shown by its label there."""
    switch = url_widget(name, chosen)
    st.segmented_control(
        label,
        choices,
        format_func=choices.__getitem__,
        required=True,
        default=chosen,
        key=switch.key,
        on_change=switch.sync_to_url,
        args=(default,),
        wrap=True,
    )
