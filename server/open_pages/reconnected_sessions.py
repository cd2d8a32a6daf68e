"""Browsers that were open while the server was started again."""

import asyncio
from weakref import WeakKeyDictionary, WeakSet

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession

_LOOK_EVERY, _MAX_LOOKS = 0.05, 200  # seconds; ten of them
_request_rerun = AppSession.request_rerun
_known: "WeakSet[AppSession]" = WeakSet()  # those of which something was asked before
_clicks: "WeakKeyDictionary[AppSession, ClientState]" = WeakKeyDictionary()  # that wait until their page is drawn


def revive_reconnected_sessions() -> None:
    """Lets a browser that came back after a restart draw its whole page before its first click is carried out.

    The click names a part of the page that the new process has never drawn. Streamlit drops such a request without a
    word, and every other one after it: the page looks alive, and nothing that is clicked is answered. It has no public
    way to change that.
    """
    AppSession.request_rerun = _draw_page_first  # type: ignore[method-assign, assignment]


def _draw_page_first(session: AppSession, client_state: ClientState | None) -> None:
    is_click = client_state is not None and bool(client_state.fragment_id)
    is_new = session not in _known
    _known.add(session)
    if client_state is None or not is_click or not (is_new or session in _clicks):
        return _request_rerun(session, client_state)
    is_being_drawn = session in _clicks
    _clicks[session] = client_state  # the last one counts, as with any page that is clicked before it has answered
    if is_being_drawn:
        return None
    whole = ClientState()
    whole.CopyFrom(client_state)
    whole.fragment_id = ""
    del whole.widget_states.widgets[:]
    kept = [each for each in client_state.widget_states.widgets if "trigger" not in str(each.WhichOneof("value"))]
    whole.widget_states.widgets.extend(kept)
    _request_rerun(session, whole)
    return _ask_once_drawn(session, _MAX_LOOKS)


def _ask_once_drawn(session: AppSession, looks: int) -> None:
    if session.has_fragment(_clicks[session].fragment_id):
        _request_rerun(session, _clicks.pop(session))
    elif looks:
        asyncio.get_running_loop().call_later(_LOOK_EVERY, _ask_once_drawn, session, looks - 1)
    else:
        del _clicks[session]
