"""Letters that press the buttons of the desk, for who does not want a mouse; they can be turned off.

Streamlit shows the letter on the button, and leaves letters alone that are typed into a field. WCAG 2.2, 2.1.4: whoever
speaks to their computer, or presses keys by accident, has to be able to turn such letters off.
"""

import streamlit as st

from components.review.deciding import is_dialog_open

_ARE_ON = "desk_shortcuts"


def shortcut(letter: str) -> str | None:
    """The letter of a button; None while letters are turned off, or a dialog is open, behind which they would work."""
    is_on = st.session_state.get(_ARE_ON, True) and not is_dialog_open()
    return letter if is_on else None


def shortcut_switch() -> None:
    """Turns the letters on and off."""
    st.toggle(
        "Keyboard letters",
        value=True,
        key=_ARE_ON,
        help="The letter on a button presses it, except while you are typing.",
        persist_state="session",
    )
