"""Deciding on the application that is open, and going on to the next one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import streamlit as st

from affiliates.applications.decisions import Decision
from affiliates.applications.spam import min_fill_time
from components.review.actions import perform, set_message
from components.review.queue.navigation import OPEN_REFERENCE, open_next

_LAST_PRESS = "desk_last_press"
_DIALOG = "desk_dialog"
# The second press of a double click, or of a key that is held, would decide on the next application, which nobody has
# seen. Where people need no time for a form (in tests), they need none here.
_TWICE_WITHIN = timedelta(milliseconds=700)


def decide(token: str, reference: str, action: Callable[[], Decision], done: str) -> bool:
    """Decides on an application, for callbacks, and opens the next one; True where it was done."""
    if _is_pressed_twice():
        set_message("warning", "That was pressed twice. The one before is decided; this one is still open.")
        return False
    if not perform(action, done):
        return False
    close_dialog()
    open_next(token, reference)
    return True


def open_dialog(name: str, reference: str) -> None:
    """Has a dialog about an application opened when the page is drawn."""
    st.session_state[_DIALOG] = (name, reference)


def close_dialog() -> None:
    """For when it is done, or was left."""
    st.session_state.pop(_DIALOG, None)


def dialog_about(reference: str) -> str:
    """The name of the dialog that is open about an application, empty where there is none."""
    name, about = st.session_state.get(_DIALOG, ("", ""))
    return name if about == reference else ""


def is_dialog_open() -> bool:
    """Whether a dialog is open about the application that is."""
    return bool(dialog_about(st.session_state.get(OPEN_REFERENCE) or ""))


def _is_pressed_twice() -> bool:
    now = datetime.now(UTC)
    last = st.session_state.get(_LAST_PRESS)
    st.session_state[_LAST_PRESS] = now
    return last is not None and now - last < min(_TWICE_WITHIN, min_fill_time())
