"""The language of this visitor, looked up at every call, and our texts in it.

Nothing here may be called outside a run, and no text be kept: the next visitor may read another language. What is
cached takes the ``Language`` as an argument.
"""

from functools import lru_cache
from urllib.parse import parse_qs

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from affiliates.languages.language import Language, Message
from affiliates.languages.preference import PARAMETER, language_with, preferred_language

_MAX_KEPT = 1_000  # a page looks up its language a hundred times a run


def current_language() -> Language:
    """The language in the address, else the one that this visitor's browser would rather have."""
    context = get_script_run_ctx()
    if context is None:
        raise RuntimeError("Only a run has a visitor, and a visitor a language: pass the language on.")
    return _asked_for(context.query_string) or _preferred(context.session_id)


def gettext(message: str | Message, /, **values: str | float) -> str:
    """A text in the language of this visitor; see ``Language``."""
    return current_language().gettext(message, **values)


def ngettext(singular: str, plural: str, count: int, /, **values: str | float) -> str:
    """The form that a count asks for, in the language of this visitor."""
    return current_language().ngettext(singular, plural, count, **values)


def pgettext(context: str, text: str, /, **values: str | float) -> str:
    """A text in a context, in the language of this visitor."""
    return current_language().pgettext(context, text, **values)


def with_language(**params: str) -> dict[str, str]:
    """The parameters of a link to a page of ours, with the language if the address of this one names it."""
    context = get_script_run_ctx()
    asked = _asked_for(context.query_string) if context else None
    return params | ({PARAMETER: asked.code} if asked else {})


@lru_cache(_MAX_KEPT)
def _asked_for(query_string: str) -> Language | None:
    return language_with(parse_qs(query_string).get(PARAMETER, [""])[-1])


@lru_cache(_MAX_KEPT)
def _preferred(_session_id: str) -> Language:
    return preferred_language(st.context.headers.get("Accept-Language", ""))
