"""Which place a visitor's report has in the queue, shown while it waits."""

from collections.abc import Collection
from functools import partial
from threading import Lock

import pandas as pd
import streamlit as st
from cachetools import LRUCache
from streamlit import runtime
from streamlit.proto.ClientState_pb2 import ClientState

from affiliates.applications.senders import is_this_machine
from affiliates.reports.process.job import ReportJob
from affiliates.reports.process.parent import ReportProcess
from components.state.automatic_runs import current_session, request_for_this_fragment, wake
from components.state.language import gettext, ngettext
from components.state.report_queue import Asker, ReportQueue
from components.state.sender import current_sender

_MAX_SESSIONS = 10_000
_requests_lock = Lock()
_requests: LRUCache[str, ClientState] = LRUCache(_MAX_SESSIONS)  # how to draw a session's place again


def current_asker() -> Asker:
    """The visitor whose page is drawn."""
    session, address = current_session(), current_sender()
    return Asker(session, session if is_this_machine(address) else address)


def prepare_reports() -> None:
    """Has a report that may soon be asked for wait for nothing but its turn."""
    _process.prepare()


def render_report(key: object, job: ReportJob, groups: pd.DataFrame, asker: Asker) -> bytes:
    """The report that ``key`` stands for, in the bytes of its file; waits for its turn. Raises ``ReportBusyError``.

    Runs in a thread of its own, so it must not call Streamlit; the report is made in another process.
    """
    return _queue.get(key, partial(_process.make, job, groups), asker)


def place_in_queue() -> None:
    """Draws how many reports are made before the one that this visitor waits for, and nothing while there are none.

    When that changes, the part of the page that calls this is drawn again (``st.fragment``), or all of it.
    """
    session = current_session()
    if request := request_for_this_fragment():
        with _requests_lock:
            _requests[session] = request
    if _queue.was_refused(session):
        st.warning(gettext("Many reports are being made right now. Please try again in a minute."))
    elif before := _queue.reports_before(session):
        st.info(
            ngettext(
                "{count} report is before yours. Your download starts by itself.",
                "{count} reports are before yours. Your download starts by itself.",
                before,
            )
        )


def _draw_places(sessions: Collection[str]) -> None:
    for session in sessions:
        wake(session, partial(_request_of, session))


def _request_of(session: str) -> ClientState | None:
    with _requests_lock:
        return _requests.get(session)


def _is_here(session: str) -> bool:
    return not runtime.exists() or runtime.get_instance().is_active_session(session)


_process = ReportProcess()
_queue = ReportQueue(_draw_places, _is_here)
