"""Browsers that were open while the server was started again."""

import asyncio
from contextlib import suppress
from weakref import WeakKeyDictionary, WeakSet

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession

_DRAWN_WITHIN = 30.0  # seconds
_request_rerun = AppSession.request_rerun
_known: "WeakSet[AppSession]" = WeakSet()  # those of which something was asked before
_clicks: "WeakKeyDictionary[AppSession, ClientState]" = WeakKeyDictionary()  # that wait until their page is drawn
_waiting: "set[asyncio.Task[None]]" = set()  # the event loop itself forgets whom it waits for


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
    session.track_settling()
    _request_rerun(session, whole)
    task = asyncio.ensure_future(_click_once_drawn(session))
    _waiting.add(task)
    return task.add_done_callback(_waiting.discard)


async def _click_once_drawn(session: AppSession) -> None:
    # Not as soon as the part is known: Streamlit forgets what a run has not delivered yet when the next one begins in
    # the moment in which it ends, and its end too, for which the browser waits.
    with suppress(TimeoutError):
        async with asyncio.timeout(_DRAWN_WITHIN):
            await session.wait_until_settled()
    click = _clicks.pop(session)
    if session.has_fragment(click.fragment_id):
        _request_rerun(session, click)
