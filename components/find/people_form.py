"""Where somebody says that they want a group in their region: to be told of it, to help start it, or both."""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import cast

import streamlit as st
from markupsafe import Markup

from affiliates.content.find_words import tell_me_in
from affiliates.directory.mistakes import Mistake, mistake_message
from affiliates.errors import StoreError
from affiliates.people import words
from affiliates.people.sign_up import (
    EMAIL,
    FIRST_NAME,
    MAX_LENGTHS,
    SENTENCE,
    WANTS_NEWS,
    WOULD_HELP,
    YES,
    SignUp,
    SignUpOutcome,
    read_sign_up,
    sign_ups_at,
)
from affiliates.reports.html.environment import Link
from affiliates.site.pages.fragments import page_buttons
from affiliates.storage.settings import store_place
from components.state.language import current_language, gettext
from components.state.page_query import WISHES, wish_url
from components.state.sender import current_sender
from components.state.settings import sends_letters
from components.state.url import update_query_params

_log = logging.getLogger("affiliates")
_KEPT, _NOT_NOW = "kept", "not_now"
_ORDER = (WANTS_NEWS, WOULD_HELP, EMAIL, FIRST_NAME, SENTENCE)
_FORM = "people_form"  # the key of what app.css does not print
_READABLE_WIDTH = 560  # pixels
_WISHES = {WANTS_NEWS: words.WANTS_NEWS_LABEL, WOULD_HELP: words.WOULD_HELP_LABEL}


def ways_to_wish(region: str, wish: str) -> Markup:
    """Links to the form, one for each thing that a visitor may wish for a region without a group of its own; none once
    they wish one."""
    if wish or _result(region) == _KEPT:
        return Markup()
    labels = {WANTS_NEWS: tell_me_in(current_language(), region), WOULD_HELP: gettext(words.WOULD_HELP_LABEL)}
    into_form = {field: f"{wish_url(said)}#{_key(region)}_{field}" for said, field in WISHES.items()}
    return page_buttons([Link(labels[field], address) for field, address in into_form.items()])


def people_form(region: str, wish: str) -> None:
    """The form for what a visitor wishes (``PageQuery.wish``), once they do, then thanks for it."""
    key, result = _key(region), _result(region)
    if result == _KEPT:
        with st.container(key="people_thanks"):  # app.js leads to it
            st.success("\n\n".join(words.thanks(current_language(), has_mail=sends_letters())), icon=":material/check:")
    elif wish:
        st.session_state.setdefault(f"{key}_opened", datetime.now(UTC))
        with st.container(key=_FORM):
            _form(key, region, wish, result)


def _result(region: str) -> str | None:
    """What came of the form for a region that this visitor sent: ``_KEPT``, or why it was not; None before."""
    return cast("str | None", st.session_state.get(f"{_key(region)}_result"))


def _key(region: str) -> str:
    """What the keys of all fields of the form for a region begin with."""
    return f"people_{region}"


def _form(key: str, region: str, wish: str, result: str | None) -> None:
    mistakes: Mapping[str, Mistake] = st.session_state.get(f"{key}_mistakes", {})
    st.header(tell_me_in(current_language(), region), anchor=False)
    with st.form(key, width=_READABLE_WIDTH):
        for field, label in _WISHES.items():
            st.checkbox(gettext(label), value=field == wish, key=f"{key}_{field}")
        _text(key, EMAIL, autocomplete="email")
        _text(key, FIRST_NAME, autocomplete="given-name")
        _text(key, SENTENCE, autocomplete="off")
        st.caption(f"{gettext(words.SENTENCE_HELP)} {gettext(words.WHAT_IS_KEPT)}")
        for field in sorted(mistakes, key=_ORDER.index):  # where whoever pressed the button looks; each names its field
            _mistake(field, mistakes[field])
        st.form_submit_button(
            gettext(words.SEND),
            key=f"{key}_send",
            type="primary",
            icon=":material/send:",
            on_click=_send,
            args=(key, region),
        )
        st.text_input(gettext(words.LEAVE_EMPTY), key=f"{key}_honeypot", autocomplete="off")  # hidden by app.css
    if result:
        not_now = gettext(words.NOT_NOW)
        st.error(not_now if result == _NOT_NOW else words.refusal(current_language(), SignUpOutcome(result)))


def _text(key: str, field: str, *, autocomplete: str) -> None:
    # Of type "email" Streamlit would not send a form with an address that it finds wrong, and say no word.
    st.text_input(
        gettext(words.FIELD_LABELS[field]),
        key=f"{key}_{field}",
        max_chars=MAX_LENGTHS[field],
        autocomplete=autocomplete,
    )


def _mistake(field: str, mistake: Mistake) -> None:
    label = gettext(words.FIELD_LABELS[field]) if field in words.FIELD_LABELS else ""
    st.error(mistake_message(current_language(), label, mistake))


def _send(key: str, region: str) -> None:
    """Keeps what was typed; for a callback, so that what is drawn next is the answer."""
    state = st.session_state
    typed = {field: str(state.get(f"{key}_{field}") or "") for field in MAX_LENGTHS}
    typed |= {field: YES for field in (WANTS_NEWS, WOULD_HELP) if state.get(f"{key}_{field}")}
    wanted = read_sign_up(region, current_language().code, typed)
    state[f"{key}_mistakes"] = wanted if isinstance(wanted, dict) else {}
    state[f"{key}_result"] = _take(key, wanted) if isinstance(wanted, SignUp) else ""
    if state[f"{key}_result"] == _KEPT:
        update_query_params(wish=None)


def _take(key: str, wanted: SignUp) -> str:
    honeypot = f"{key}_honeypot"
    now = datetime.now(UTC)
    opened_at = st.session_state.get(f"{key}_opened", now)
    try:
        outcome = sign_ups_at(store_place()).take(
            wanted, current_sender(), now, opened_at=opened_at, honeypot=str(st.session_state.get(honeypot) or "")
        )
    except StoreError as error:
        _log.error("%s", error)
        return _NOT_NOW
    if outcome is SignUpOutcome.LIKE_A_PROGRAM:
        st.session_state[honeypot] = ""
    return outcome
