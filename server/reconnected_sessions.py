"""Browsers that were open while the server was started again."""

import asyncio

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession

_LOOK_EVERY, _MAX_LOOKS = 0.05, 200  # seconds; ten of them
_request_rerun = AppSession.request_rerun


def revive_reconnected_sessions() -> None:
    """Lets a browser that came back after a restart draw its whole page before its first click is carried out.

    The click names a part of the page that the new process has never drawn. Streamlit drops such a request without a
    word, and every other one after it: the page looks alive, and nothing that is clicked is answered.
    """
    AppSession.request_rerun = _draw_page_first  # type: ignore[method-assign, assignment]


def _draw_page_first(session: AppSession, client_state: ClientState | None) -> None:
    if client_state and client_state.fragment_id and not session.session_state.filtered_state:
        whole = ClientState()
        whole.CopyFrom(client_state)
        whole.fragment_id = ""
        del whole.widget_states.widgets[:]
        kept = [each for each in client_state.widget_states.widgets if "trigger" not in str(each.WhichOneof("value"))]
        whole.widget_states.widgets.extend(kept)
        _request_rerun(session, whole)
        _ask_once_drawn(session, client_state, _MAX_LOOKS)
    else:
        _request_rerun(session, client_state)


def _ask_once_drawn(session: AppSession, client_state: ClientState, looks: int) -> None:
    if session.has_fragment(client_state.fragment_id):
        _request_rerun(session, client_state)
    elif looks:
        asyncio.get_running_loop().call_later(_LOOK_EVERY, _ask_once_drawn, session, client_state, looks - 1)
