"""Signing in to the reviewers' page, by a provider or by passphrase, and out again."""

import logging
from datetime import UTC, datetime, timedelta

import streamlit as st

from affiliates.errors import NotAllowedError, StoreError
from affiliates.review.passphrases import authenticate_by_passphrase
from affiliates.review.sign_in import authenticate_by_openid
from components.review.wording import error_message
from components.state.resources import review_service, sign_ins, store
from components.state.settings import reviewers_emails, signs_in_by_openid

_log = logging.getLogger("affiliates")
_TOKEN = "reviewer_token"  # noqa: S105  a key of the session, not what it holds
_MESSAGE = "reviewer_message"
_CAME_BACK = "reviewer_came_back"
_JUST_NOW = 60.0  # seconds
# How soon an untouched page notices that the time is up.
_CHECK_INTERVAL = timedelta(seconds=30)


def require_reviewer() -> str | None:
    """The token of the reviewer who is signed in; else None, and draws how to sign in, or how to open the page.

    Where the store cannot be read, None and an apology: the session stays signed in.
    """
    try:
        return _signed_in_token()
    except StoreError as error:
        _log.error("%s", error)
        st.error("This page cannot be opened right now. The server’s log says why.")
        return None


def _signed_in_token() -> str | None:
    if signs_in_by_openid() and _TOKEN not in st.session_state and st.user.is_logged_in:
        _sign_in_by_openid()
    token = st.session_state.get(_TOKEN)
    if token:
        try:
            name = review_service().reviewer(token)
        except NotAllowedError as error:
            _leave(error_message(error))
        else:
            _signed_in(name)
            interval = min(_CHECK_INTERVAL, sign_ins().max_idle)
            st.fragment(_leave_when_expired, run_every=interval)(token)
            return str(token)
    _ways_to_sign_in()
    return None


def returned_from_provider() -> bool:
    """Whether a reviewer has just come back from the provider, which leads to the home page; true once a session."""
    if not signs_in_by_openid() or not st.user.is_logged_in or st.session_state.get(_CAME_BACK):
        return False
    st.session_state[_CAME_BACK] = True
    issued = st.user.get("iat")
    return isinstance(issued, int | float) and datetime.now(UTC).timestamp() - issued < _JUST_NOW


def _signed_in(name: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.text(f"Signed in as {name}", width="content")
        st.button("Sign out", key="sign_out", icon=":material/logout:", on_click=_sign_out)


def _ways_to_sign_in() -> None:
    if message := st.session_state.pop(_MESSAGE, ""):
        st.warning(message)
    if signs_in_by_openid():
        _openid_buttons()
    elif store().reviewers.passphrase_hashes():
        _passphrase_form()
    else:
        st.info(
            "This page is closed: there are no reviewers yet. Whoever runs this site can open it with "
            "`python -m affiliates reviewer add NAME`, or with an OpenID provider. The README shows how."
        )


def _openid_buttons() -> None:
    st.markdown("This page is for the volunteers who review applications.")
    if st.user.is_logged_in:
        st.button("Sign in with another account", key="sign_in_again", on_click=st.logout)
    else:
        st.button("Sign in", key="sign_in", icon=":material/login:", on_click=st.login)


def _passphrase_form() -> None:
    st.markdown("This page is for the volunteers who review applications.")
    with st.form("sign_in", width=420):
        st.text_input("Your name", key="sign_in_name", autocomplete="username", max_chars=80)
        st.text_input(
            "Your passphrase", key="sign_in_phrase", type="password", autocomplete="current-password", max_chars=200
        )
        st.form_submit_button("Sign in", key="sign_in", icon=":material/login:", on_click=_sign_in_by_passphrase)


def _sign_in_by_passphrase() -> None:
    name, passphrase = st.session_state["sign_in_name"], st.session_state["sign_in_phrase"]
    st.session_state["sign_in_phrase"] = ""
    now = datetime.now(UTC)
    try:
        reviewer = authenticate_by_passphrase(store().reviewers, name, passphrase, now)
        st.session_state[_TOKEN] = sign_ins().begin(reviewer, now)
    except NotAllowedError as error:
        st.session_state[_MESSAGE] = error_message(error)
    except StoreError:
        st.session_state[_MESSAGE] = "Signing in does not work right now. Please try again in a minute."


def _sign_in_by_openid() -> None:
    claims, now = dict(st.user), datetime.now(UTC)
    try:
        reviewer = authenticate_by_openid(claims, reviewers_emails(), now)
        login = f"{claims.get('sub')} {claims.get('iat')}"
        st.session_state[_TOKEN] = sign_ins().begin(reviewer, now, login=login)
    except NotAllowedError as error:
        st.session_state[_MESSAGE] = error_message(error)
    except StoreError:
        st.session_state[_MESSAGE] = "Signing in does not work right now. Please try again in a minute."


def _sign_out() -> None:
    try:
        sign_ins().end(st.session_state.get(_TOKEN))
    except StoreError as error:
        _log.error("%s", error)  # the token goes with this session all the same
    _leave("You are signed out.")
    if signs_in_by_openid():
        st.logout()


def _leave(message: str) -> None:
    """Forgets everything that the desk showed to this session."""
    for name in [name for name in st.session_state if str(name).startswith(("desk_", _TOKEN))]:
        del st.session_state[name]
    st.session_state[_MESSAGE] = message


def _leave_when_expired(token: str) -> None:
    """Takes private data off a page that nobody touches any more."""
    try:
        is_open = sign_ins().is_open(token, datetime.now(UTC))
    except StoreError:
        is_open = False  # the page will say so, in place of what it shows
    if not is_open:
        st.rerun()
