"""How the URL owns what a visitor chose: widgets show what it says, and every change is written back to it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import streamlit as st


def widget_key(name: str, value: object) -> str:
    """The key of a widget that shows ``value``, whatever it showed before."""
    key = f"asked_{name}"
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return key


def segmented_switch(label: str, name: str, choices: Mapping[Any, str], chosen: object, default: object) -> None:
    """A row of buttons that chooses one of a parameter's values, each shown by its words in ``choices``."""
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


def sync_to_url(name: str, default: object = None) -> None:
    """Writes what the widget of a parameter says to the URL; the default needs no words there."""
    value = st.session_state[f"asked_{name}"]
    update_query_params(**{name: None if value == default else value})


def update_query_params(**changes: Any) -> None:
    """Changes the URL once, so that Back takes back one choice; another choice begins at the first page again."""
    url = st.query_params.to_dict() | {name: st.query_params.get_all(name) for name in st.query_params}
    url |= {name: value for name, value in changes.items() if value}
    dropped = {name for name, value in changes.items() if not value} | ({"page"} - changes.keys())
    st.query_params.from_dict({name: value for name, value in url.items() if name not in dropped})


def known_values(name: str, choices: Sequence[str]) -> list[str]:
    """Which of the choices a parameter names, in the order of the choices."""
    given = set(st.query_params.get_all(name))
    return [choice for choice in choices if choice in given]


def value_or_default(choices: Collection[str], value: str, default: str) -> str:
    """The value if it is one of the choices, else the default."""
    return value if value in choices else default
