"""Who is signed in to the reviewers' page, by a provider or by passphrase; the way in, and out again."""

import logging
from datetime import UTC, datetime, timedelta

import streamlit as st
from streamlit import config
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.url_util import make_url_path

from affiliates.content.sign_in_words import FOR_VOLUNTEERS, NOT_NOW
from affiliates.errors import NotAllowedError, SignInProblem, StoreError
from affiliates.review.door.browser_names import describe_browser
from affiliates.review.sign_in import SIGN_IN_COOKIE, SIGN_IN_PAGE, authenticate_by_openid
from components.review.actions import set_message
from components.review.door.open_sign_ins import open_sign_ins
from components.review.door.uploads import forget_uploads
from components.review.wording import error_message
from components.state.resources import review_service, sign_ins, store
from components.state.settings import reviewers_emails, signs_in_by_openid

_log = logging.getLogger("affiliates")
_TOKEN = "reviewer_token"  # noqa: S105  a key of the session, not what it holds
_WAS_IN = "reviewer_was_in"
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
    token = st.session_state.get(_TOKEN) or _token_in_cookie()
    if token:
        try:
            name = review_service().reviewer(token)
        except NotAllowedError as error:
            _close(error)
        else:
            _signed_in(token, name)
            interval = min(_CHECK_INTERVAL, sign_ins().max_idle)
            st.fragment(_leave_when_expired, run_every=interval)(token)
            return str(token)
    _ways_to_sign_in()
    return None


def _token_in_cookie() -> str | None:
    """The token that the browser got on the page to sign in; with a provider, the provider's own cookie counts."""
    return None if signs_in_by_openid() else dict(st.context.cookies).get(SIGN_IN_COOKIE)


def returned_from_provider() -> bool:
    """Whether a reviewer has just come back from the provider, which leads to the home page; true once a session."""
    if not signs_in_by_openid() or not st.user.is_logged_in or st.session_state.get(_CAME_BACK):
        return False
    st.session_state[_CAME_BACK] = True
    issued = st.user.get("iat")
    return isinstance(issued, int | float) and datetime.now(UTC).timestamp() - issued < _JUST_NOW


def _signed_in(token: str, name: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.text(f"Signed in as {name}", width="content")
        with st.container(horizontal=True, width="content"):
            open_sign_ins(token)
            st.button("Sign out", key="sign_out", icon=":material/logout:", on_click=_sign_out, args=(token,))
    st.session_state[_WAS_IN] = True


def _ways_to_sign_in() -> None:
    if message := st.session_state.pop(_MESSAGE, ""):
        st.warning(message)
    if not signs_in_by_openid() and not store().reviewers.passphrase_hashes():
        st.info(
            "This page is closed: there are no reviewers yet. Whoever runs this site can open it with "
            "`python -m affiliates reviewer add NAME`, or with an OpenID provider. The README shows how."
        )
        return
    st.markdown(FOR_VOLUNTEERS)
    if signs_in_by_openid() and st.user.is_logged_in:
        st.button("Sign in with another account", key="sign_in_again", on_click=st.logout)
    else:
        on_click = st.login if signs_in_by_openid() else _go_to_sign_in_page
        st.button("Sign in", key="sign_in", icon=":material/login:", on_click=on_click)


def _go_to_sign_in_page() -> None:
    """Leads this browser tab there, as ``st.login`` leads it to a provider; a link would open another tab."""
    if context := get_script_run_ctx():
        message = ForwardMsg()
        message.auth_redirect.url = make_url_path(config.get_option("server.baseUrlPath"), SIGN_IN_PAGE)
        context.enqueue(message)


def _sign_in_by_openid() -> None:
    claims, now = dict(st.user), datetime.now(UTC)
    try:
        reviewer = authenticate_by_openid(claims, reviewers_emails(), now)
        login = f"{claims.get('sub')} {claims.get('iat')}"
        browser = describe_browser(st.context.headers.get("User-Agent") or "")
        st.session_state[_TOKEN] = sign_ins().begin(reviewer, now, login=login, browser=browser)
    except NotAllowedError as error:
        st.session_state[_MESSAGE] = error_message(error)
    except StoreError:
        st.session_state[_MESSAGE] = NOT_NOW


def _sign_out(token: str) -> None:
    try:
        sign_ins().end(token)
    except StoreError as error:
        _log.error("%s", error)
        if not signs_in_by_openid():  # whose cookie goes all the same
            set_message("error", "Signing out does not work right now. Please try again in a minute.")
            return
    _leave("You are signed out.")
    if signs_in_by_openid():
        st.logout()


def _close(error: NotAllowedError) -> None:
    """Takes the desk off the page, and says why: not where there was none, but the cookie of a sign-in that is over."""
    is_over = error.reason is SignInProblem.NOT_SIGNED_IN and not st.session_state.get(_WAS_IN)
    _leave(st.session_state.get(_MESSAGE, "") if is_over else error_message(error))


def _leave(message: str) -> None:
    """Forgets everything that the desk showed to this session."""
    forget_uploads()
    for name in [name for name in st.session_state if str(name).startswith(("desk_", _TOKEN, _WAS_IN))]:
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
