"""The URL owns what a visitor chose: widgets show what it says, and every change is written back to it."""

from collections.abc import Collection, Sequence
from typing import Any

import streamlit as st


def widget_key(name: str, value: object) -> str:
    """The key of a parameter's widget, which from now on shows ``value``, whatever it showed before."""
    key = f"query_{name}"
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return key


def widget_value(name: str) -> Any:
    """What a parameter's widget says."""
    return st.session_state[f"query_{name}"]


def sync_to_url(name: str, default: object = None) -> None:
    """Writes what a parameter's widget says to the URL, and nothing if it is the default."""
    value = widget_value(name)
    update_query_params(**{name: None if value == default else value})


def update_query_params(**changes: Any) -> None:
    """Changes the URL once, so that Back undoes one choice; every choice but a page number starts at the first page."""
    url = st.query_params.to_dict() | {name: st.query_params.get_all(name) for name in st.query_params}
    url |= {name: value for name, value in changes.items() if value}
    dropped = {name for name, value in changes.items() if not value} | ({"page"} - changes.keys())
    st.query_params.from_dict({name: value for name, value in url.items() if name not in dropped})


def known_values(name: str, choices: Sequence[str]) -> list[str]:
    """The choices that a parameter names, in the order of ``choices``."""
    given = set(st.query_params.get_all(name))
    return [choice for choice in choices if choice in given]


def value_or_default(choices: Collection[str], value: str, default: str) -> str:
    """The value if it is one of the choices, else the default."""
    return value if value in choices else default
