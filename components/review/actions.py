"""Carries out what a reviewer asked for, and says what came of it: every answer of the desk ends here."""

import logging
from collections.abc import Callable, Mapping

import streamlit as st

from affiliates.applications.validation import FORM_FIELDS, mistake_sentence
from affiliates.errors import AffiliatesError, DecidedMeanwhileError, NotAllowedError, StoreError, StoreUnfinishedError
from affiliates.review.service import InvalidGroupError
from components.shared.markdown import escape_markdown

_log = logging.getLogger("affiliates")
_TOLD = "desk_told"
_MISTAKES = "desk_mistakes"


def perform(action: Callable[[], object], done: str) -> bool:
    """Does it and notes what to say; True where it was done.

    For callbacks: what is checked is what stood on the screen when the reviewer pressed the button.
    """
    st.session_state.pop(_MISTAKES, None)
    try:
        action()
    except InvalidGroupError as error:
        st.session_state[_MISTAKES] = {field: mistake_sentence(field, told) for field, told in error.mistakes.items()}
        unseen = [mistake_sentence(field, told) for field, told in error.mistakes.items() if field not in FORM_FIELDS]
        set_message("error", " ".join(["Nothing was published. Please look at what is marked in the form.", *unseen]))
    except (DecidedMeanwhileError, NotAllowedError) as error:
        set_message("warning", str(error))
    except StoreUnfinishedError as error:
        _log.error("%s", error)
        set_message(
            "warning", "Your decision is kept. The map cannot follow just now, and will with the next decision."
        )
    except StoreError as error:
        _log.error("%s", error)
        set_message("error", "This could not be kept, and nothing has changed. Please try again in a minute.")
    except AffiliatesError as error:
        set_message("error", str(error))
    else:
        set_message("success", done)
        return True
    return False


def show_message() -> None:
    """Says what came of the last action, once."""
    kind, told = st.session_state.pop(_TOLD, ("", ""))
    if told:
        {"error": st.error, "warning": st.warning, "success": st.success}[kind](escape_markdown(told))


def mistakes() -> Mapping[str, str]:
    """What was wrong in the values that were last refused, by field."""
    found: Mapping[str, str] = st.session_state.get(_MISTAKES, {})
    return found


def forget_mistakes() -> None:
    """For a form that is opened anew."""
    st.session_state.pop(_MISTAKES, None)


def set_message(kind: str, told: str) -> None:
    """Notes what to say when the page is drawn: kind is error, warning or success."""
    st.session_state[_TOLD] = (kind, told[:600])
