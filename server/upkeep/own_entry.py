"""The pages behind the links in our letters to groups; they need no script. A GET shows the entry and a button."""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from affiliates.applications.senders import SlidingWindows, is_this_machine
from affiliates.errors import DecisionConflictError, MailError, StoreError
from affiliates.languages.language import Language
from affiliates.languages.preference import PARAMETER, preferred_language
from affiliates.reports.html.environment import render_html
from affiliates.review.announcements import Announcer
from affiliates.storage.contract.store import Store
from affiliates.upkeep.relay.farewell import say_that_messages_ended
from affiliates.upkeep.relay.opt_out import open_wish_link, record_wish
from affiliates.upkeep.reminders import words
from affiliates.upkeep.reminders.answers import (
    LinkProblem,
    OpenedLink,
    Purpose,
    confirm_entry,
    open_link,
    report_closed,
    stop_asking,
)
from affiliates.upkeep.reminders.entry import entry_as_shown, entry_lines
from affiliates.upkeep.reminders.sending import LINK_FOLDER, TOKEN
from server.addresses import Addresses
from server.limits.own_forms import sent_fields
from server.limits.senders import sender_in
from server.settings import relay_mail, reviewers_mailing_list
from server.upkeep.letter_links import (
    NO_TRACE,
    forget_token,
    is_one_click,
    is_token,
    kept_token,
    without_token,
)

OWN_ENTRY_PAGES = {f"{LINK_FOLDER}/{purpose}": purpose for purpose in Purpose}
_log = logging.getLogger("affiliates")
_TEMPLATES = Path(__file__).parent.with_name("templates")
_SIGNATURE = 43  # characters at the end of a token
_MAX_BODY = 4096  # bytes; a token
_MAX_AT_ONCE = 4
_HOUR = 3600.0
# How often links are looked at in an hour: from one address, and one link.
_MAX_FROM_SENDER, _MAX_OF_LINK = 120, 60
_ACTIONS: Mapping[Purpose, Callable[[Store, OpenedLink, datetime], None]] = {
    Purpose.STILL_RIGHT: confirm_entry,
    Purpose.STOP: stop_asking,
}
_STOPPING = {Purpose.STOP, Purpose.NO_MESSAGES}


class OwnEntryPages:
    """Answers for the pages, and lets the app answer everything else."""

    def __init__(self, app: ASGIApp, *, addresses: Addresses, store: Store) -> None:
        """``store`` has the letters and keeps the answers."""
        self.app = app
        self._addresses = addresses
        self._store = store
        self._announcer = Announcer(store)
        self._actions = {
            **_ACTIONS,
            Purpose.CLOSED: self._report_closed,
            Purpose.NO_MESSAGES: self._keep_wish,
            Purpose.MESSAGES: self._keep_wish,
        }
        self._limiter = CapacityLimiter(_MAX_AT_ONCE)
        self._senders = SlidingWindows((_MAX_FROM_SENDER, _HOUR))
        self._links = SlidingWindows((_MAX_OF_LINK, _HOUR))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Shows the entry with a button, or does what the button says."""
        address = self._addresses.below(scope) if scope["type"] == "http" else None
        purpose = OWN_ENTRY_PAGES.get(address or "")
        if purpose is None:
            return await self.app(scope, receive, send)
        response = await self._response(Request(scope, receive), purpose)
        response.headers.update(NO_TRACE)
        return await response(scope, receive, send)

    async def _response(self, request: Request, purpose: Purpose) -> Response:
        language = preferred_language(request.headers.get("Accept-Language", ""))
        asked = request.query_params.get(TOKEN, "")
        is_sent = request.method == "POST"
        if is_sent:
            token = await _sent_token(request, purpose, asked)
        elif is_token(asked):
            return without_token(request, self._addresses, f"{LINK_FOLDER}/{purpose}", asked)
        else:
            token = "" if asked else kept_token(request)
        if not self._admits(request, token):
            return self._message(request, language, words.too_many(language), HTTPStatus.TOO_MANY_REQUESTS)
        try:
            answer = await to_thread.run_sync(self._answer, purpose, token, is_sent, limiter=self._limiter)
        except StoreError as error:
            _log.error("%s", error)
            return self._message(request, language, words.not_now(language), HTTPStatus.SERVICE_UNAVAILABLE)
        if isinstance(answer, LinkProblem):
            status = HTTPStatus.NOT_FOUND if answer is LinkProblem.NOT_OURS else HTTPStatus.GONE
            return self._message(request, language, words.problem(language, answer), status)
        return self._done(request, answer) if is_sent else self._question(request, answer, token)

    def _answer(self, purpose: Purpose, token: str, is_sent: bool) -> OpenedLink | LinkProblem:
        """The link as it was before its button did what it says, else why it does nothing."""
        now = datetime.now(UTC)
        link = self._opened(purpose, token, now)
        act = self._actions.get(purpose)
        if is_sent and act and isinstance(link, OpenedLink):
            try:
                act(self._store, link, now)
            except DecisionConflictError:  # pressed twice, or a reviewer was faster
                again = self._opened(purpose, token, now)
                return again if isinstance(again, LinkProblem) else LinkProblem.ENTRY_CHANGED
        return link

    def _opened(self, purpose: Purpose, token: str, now: datetime) -> OpenedLink | LinkProblem:
        if purpose in {Purpose.NO_MESSAGES, Purpose.MESSAGES}:
            return open_wish_link(self._store, purpose, token, now)
        return open_link(self._store, purpose, token, now)

    def _report_closed(self, store: Store, link: OpenedLink, now: datetime) -> None:
        """Asks a reviewer, who hears of it by mail as of every correction."""
        report_closed(store, link, now)
        try:
            receivers = reviewers_mailing_list()
        except MailError as error:
            _log.error("Reviewers were not told that %s has closed: %s", link.entry["id"], error)
            return
        if receivers:
            self._announcer.wake(receivers)

    def _keep_wish(self, store: Store, link: OpenedLink, now: datetime) -> None:
        """Keeps whether a group wants messages; its contact hears of their end, whoever pressed the button."""
        if record_wish(store, link, now) and link.purpose is Purpose.NO_MESSAGES and (server := relay_mail()):
            say_that_messages_ended(store, link, now, base_url=self._addresses.public_url, server=server)

    def _done(self, request: Request, link: OpenedLink) -> Response:
        root = self._addresses.root(request.scope)
        if link.purpose is Purpose.CHANGED:
            asked = urlencode({"group": link.entry["id"], "own": "1", PARAMETER: link.language.code})
            response: Response = RedirectResponse(f"{root}correct?{asked}", HTTPStatus.SEE_OTHER)
        else:
            response = self._message(request, link.language, words.thanks(link.language, link.purpose))
        forget_token(response, request, self._addresses, f"{LINK_FOLDER}/{link.purpose}")
        return response

    def _question(self, request: Request, link: OpenedLink, token: str) -> Response:
        language, purpose = link.language, link.purpose
        group = entry_as_shown(link.entry)
        values = {
            "title": words.title(language, purpose),
            "entry": entry_lines(language, group) if group else [],
            "explanation": words.explanation(language, purpose),
            "button": words.button(language, purpose),
            "action": f"{self._addresses.root(request.scope)}{LINK_FOLDER}/{purpose}",
            "name": TOKEN,
            "token": token,
        }
        return self._page(request, language, values)

    def _admits(self, request: Request, token: str) -> bool:
        sender = sender_in(request.scope)
        # Behind a proxy that nobody named all come from this machine, and one must not keep the others out.
        is_known = is_this_machine(sender) or self._senders.admits(sender)
        return is_known and (not token or self._links.admits(token[-_SIGNATURE:]))

    def _message(
        self, request: Request, language: Language, message: str, status: HTTPStatus = HTTPStatus.OK
    ) -> Response:
        return self._page(request, language, {"title": message, "button": ""}, status)

    def _page(
        self, request: Request, language: Language, values: Mapping[str, object], status: HTTPStatus = HTTPStatus.OK
    ) -> Response:
        shown = {**values, "map": self._addresses.map_in(language, request.scope)}
        page = render_html("own_entry.html.jinja", shown, language=language, folder=_TEMPLATES)
        return Response(page, status, media_type="text/html; charset=utf-8")


async def _sent_token(request: Request, purpose: Purpose, asked: str) -> str:
    """The token that was sent with the button, or by a mail program; empty where it is not our form."""
    fields = await sent_fields(request, max_bytes=_MAX_BODY, max_fields=4) or {}
    return asked if purpose in _STOPPING and is_one_click(fields) else fields.get(TOKEN, "")
