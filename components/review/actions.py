"""Carries out what a reviewer asked for and keeps the result: every answer of the desk ends here."""

import logging
from collections.abc import Callable, Mapping

import streamlit as st

from affiliates.applications.decisions import Decision, Verdict
from affiliates.applications.validation import FORM_FIELDS
from affiliates.directory.mistakes import Mistake, mistake_message
from affiliates.errors import (
    AffiliatesError,
    DecisionConflictError,
    InvalidEntryError,
    NotAllowedError,
    StoreError,
    StorePendingError,
    StoreUnsureError,
)
from affiliates.languages.catalogs import ENGLISH
from components.review.wording import error_message

_log = logging.getLogger("affiliates")
_MESSAGE = "desk_message"
_MISTAKES = "desk_mistakes"
_DECISION = "desk_decision"
_MAX_MESSAGE_LENGTH = 600
_UNSURE = "The connection broke while this was being saved. It may be saved or not: look before you do it again."


def perform(action: Callable[[], object], done: str) -> bool:
    """Does it and keeps a message until the next action; True where it was done.

    For callbacks: what is checked is what stood on the screen when the reviewer pressed the button. A decision on an
    application or an entry that ``action`` returns is kept too, so that it can be undone beside the message.
    """
    forget_mistakes()
    forget_message()
    try:
        result = action()
    except InvalidEntryError as error:
        _keep_mistakes(error)
    except (DecisionConflictError, NotAllowedError) as error:
        set_message("warning", error_message(error))
    except StorePendingError as error:
        _log.error("%s", error)
        set_message(
            "warning", "Your decision is saved. The map cannot follow just now; it will with the next decision."
        )
    except StoreUnsureError as error:
        _log.error("%s", error)
        set_message("warning", _UNSURE)
    except StoreError as error:
        _log.error("%s", error)
        set_message("error", "This could not be saved, and nothing has changed. Please try again in a minute.")
    except AffiliatesError as error:
        set_message("error", error_message(error))
    else:
        set_message("success", done)
        if (
            isinstance(result, Decision)
            and (result.application or result.changes_entry)
            and result.verdict is not Verdict.UNDO
        ):
            st.session_state[_DECISION] = result
        return True
    return False


def set_message(kind: str, message: str) -> None:
    """Keeps a message for when the page is drawn; ``kind`` is error, warning or success."""
    st.session_state[_MESSAGE] = (kind, message[:_MAX_MESSAGE_LENGTH])


def kept_message() -> tuple[str, str, Decision | None]:
    """The kind and text of the message to show, empty where there is none, and the decision that can be undone."""
    kind, message = st.session_state.get(_MESSAGE, ("", ""))
    return kind, message, st.session_state.get(_DECISION)


def forget_message() -> None:
    """For when something else is done."""
    st.session_state.pop(_MESSAGE, None)
    st.session_state.pop(_DECISION, None)


def turn_to_something_else() -> None:
    """Forgets the message and the mistakes of what the reviewer did last, for callbacks."""
    forget_message()
    forget_mistakes()


def mistakes() -> Mapping[str, Mistake]:
    """What was wrong in the values that were refused last, by field."""
    found: Mapping[str, Mistake] = st.session_state.get(_MISTAKES, {})
    return found


def forget_mistakes() -> None:
    """For a form that is opened again."""
    st.session_state.pop(_MISTAKES, None)


def _keep_mistakes(error: InvalidEntryError) -> None:
    st.session_state[_MISTAKES] = error.mistakes
    unseen = [mistake_message(ENGLISH, *each) for each in error.mistakes.items() if each[0] not in FORM_FIELDS]
    set_message("error", " ".join(["Nothing was published. Please look at what is marked in the form.", *unseen]))
