"""Runs the open pages again when the directory has changed, and only then.

Streamlit's ``run_every`` would have every browser ask every few seconds: with 200 visitors a fifth of a processor, for
nothing. Here one thread of the process looks at the version, and wakes the sessions that drew another one, with the
request that ``run_every`` makes a browser send. That it does is tested in tests/browser/test_for_everyone.py.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from typing import cast

import streamlit as st
from streamlit import runtime
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from affiliates.errors import AffiliatesError

_log = logging.getLogger("affiliates")
_CHECK_INTERVAL = 2.0  # seconds; a changed file shows within about this time on a page that nobody touches
# Seconds. One session after the other is woken, so that hundreds do not keep those waiting who just clicked: the next
# one when the page before is drawn, or its browser has not taken it for so long.
_DRAWN_WITHIN = 1.0
# A session that is drawing already is waited for; the watcher looks at it again later.
_IDLE_WITHIN, _MAX_PATIENCE = 0.2, 10.0
_IS_AUTOMATIC, _NEXT_IS_AUTOMATIC = "is_automatic_run", "is_next_run_automatic"


@dataclass(frozen=True)
class _Page:
    """What a part of a page shows: a version, how to ask for the present one, and the request that draws it again."""

    version: str
    current_version: Callable[[], str]
    request: ClientState


class _Watcher:
    """What is open, by session and part of the page, and the one thread that looks after it while there is any."""

    def __init__(self) -> None:
        self._pages: dict[tuple[str, str], _Page] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._pause = threading.Event()  # never set: to wait on it is to sleep

    def watch(self, session_id: str, page: _Page) -> None:
        with self._lock:
            self._pages[session_id, page.request.fragment_id] = page
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="directory watcher", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        try:
            while self._wait_for_next_look():
                try:
                    self._wake_outdated()
                except AffiliatesError as error:
                    _log.error("%s", error)
        except BaseException:
            with self._lock:
                self._thread = None  # the next page that is drawn starts another
            raise

    def _wait_for_next_look(self) -> bool:
        self._pause.wait(_CHECK_INTERVAL)
        with self._lock:
            instance = runtime.get_instance() if runtime.exists() else None
            self._pages = {
                part: page for part, page in self._pages.items() if instance and instance.get_app_session(part[0])
            }
            if not self._pages:
                self._thread = None
            return bool(self._pages)

    def _wake_outdated(self) -> None:
        with self._lock:
            pages = dict(self._pages)
        versions = {ask: ask() for ask in {page.current_version for page in pages.values()}}
        for part, page in pages.items():
            version = versions[page.current_version]
            ask = partial(self._request_of, part, page)
            if page.version != version and _is_done(wake(part[0], ask, patience=_IDLE_WITHIN)):
                self._note_wake(part, page, version)

    def _request_of(self, part: tuple[str, str], page: _Page) -> ClientState | None:
        """How to ask for what a session has drawn; None where it has drawn something else since."""
        return page.request if self._pages.get(part) is page else None

    def _note_wake(self, part: tuple[str, str], page: _Page, version: str) -> None:
        """Once is enough: who has gone to a page without groups will never show the version."""
        with self._lock:
            if self._pages.get(part) is page:
                self._pages[part] = replace(page, version=version)


_watcher = _Watcher()
_runs: "set[asyncio.Future[bool]]" = set()  # that were asked for: the event loop itself forgets whom it waits for


def run_when_version_changes(version: str, current_version: Callable[[], str]) -> None:
    """Runs the page again once ``current_version()`` is no longer the ``version`` that it shows: the part of it that
    calls this (``st.fragment``), else all of it."""
    request = request_for_this_fragment()
    if request is None or not request.fragment_id:
        _follow(version, current_version)
    else:
        _watcher.watch(current_session(), _Page(version, current_version, request))


def begin_run() -> None:
    """Notes whether this run of the whole page is a visitor's doing."""
    st.session_state[_IS_AUTOMATIC] = st.session_state.pop(_NEXT_IS_AUTOMATIC, False)


def is_automatic_run() -> bool:
    """Whether the page runs by itself, because the directory has changed."""
    return bool(st.session_state.get(_IS_AUTOMATIC, False))


@st.fragment
def _follow(version: str, current_version: Callable[[], str]) -> None:
    # A fragment, because Streamlit never breaks off a run to run one, as it does for the whole page, and forgets the
    # request by itself when the visitor has gone to another page.
    if current_version() != version:
        st.session_state[_NEXT_IS_AUTOMATIC] = True
        st.rerun()
    if request := request_for_this_fragment():
        _watcher.watch(current_session(), _Page(version, current_version, request))


def current_session() -> str:
    """The id of the session whose page is drawn."""
    context = get_script_run_ctx()
    return context.session_id if context else ""


def request_for_this_fragment() -> ClientState | None:
    """What a browser would send to run the fragment again that runs now; None in a test without a server."""
    context = get_script_run_ctx()
    if context is None or not runtime.exists():
        return None
    request = ClientState(
        query_string=context.query_string,
        page_script_hash=context.page_script_hash,
        fragment_id=ThreadState.get().fragment_id or "",
        is_auto_rerun=True,
    )
    if context.context_info:
        request.context_info.CopyFrom(context.context_info)
    return request


def wake(
    session_id: str, current_request: Callable[[], ClientState | None], *, patience: float = _MAX_PATIENCE
) -> Future[bool]:
    """Asks a session for a run when it does nothing else; the result says whether it was asked, once that run is over.

    ``current_request`` is called then, as the session may have gone to another place meanwhile; None asks for nothing.
    ``patience`` is how many seconds it may take to become idle.
    """
    answer: Future[bool] = Future()
    if not runtime.exists():  # the server is going
        answer.set_result(False)
        return answer

    def begin() -> None:
        run = asyncio.ensure_future(_run_when_idle(session_id, current_request, patience))
        _runs.add(run)
        run.add_done_callback(_runs.discard)
        run.add_done_callback(lambda _: answer.set_result(not run.cancelled() and run.result()))

    # All such requests are made on the thread of the server's event loop.
    cast("asyncio.Future[None]", runtime.get_instance().stopped).get_loop().call_soon_threadsafe(begin)
    return answer


async def _run_when_idle(session_id: str, current_request: Callable[[], ClientState | None], patience: float) -> bool:
    session = runtime.get_instance().get_app_session(session_id)
    if session is None:
        return False
    session.track_settling()
    # Streamlit joins a request to one that waits already, and takes from ours, which has no values of widgets and the
    # address of the page as it was drawn, that this is how things stand: what was just clicked would be lost.
    if not await _is_settled(session, within=patience) or (request := current_request()) is None:
        return False
    session.request_rerun(request)
    await _is_settled(session, within=_DRAWN_WITHIN)
    return True


async def _is_settled(session: AppSession, *, within: float) -> bool:
    """Waits until all of a session's runs are over and delivered, or so many seconds."""
    try:
        async with asyncio.timeout(within):
            await session.wait_until_settled()
    except TimeoutError:
        return False
    return True


def _is_done(answer: Future[bool]) -> bool:
    """Waits for an answer, longer than it takes, and not without end: the server may be going."""
    try:
        return answer.result(2 * (_IDLE_WITHIN + _DRAWN_WITHIN))
    except TimeoutError:
        return False
