"""The page on which reviewers sign in with a passphrase; it needs no script.

The passphrase comes here and nowhere else: not through the page's WebSocket, and into no session's state.
"""

import logging
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from affiliates.content.sign_in_words import FOR_VOLUNTEERS, NOT_NOW, NOT_OUR_FORM, sign_in_message
from affiliates.errors import NotAllowedError, SignInProblem, StoreError
from affiliates.languages.catalogs import ENGLISH
from affiliates.reports.html.environment import render_html
from affiliates.review.door.browser_names import describe_browser
from affiliates.review.door.entrance import Entrance, PassphraseSignIn, SignInRequest
from affiliates.review.sign_in import SIGN_IN_COOKIE, SIGN_IN_PAGE
from affiliates.storage.contract.reviewers import ReviewerStore
from server.addresses import Addresses
from server.limits.own_forms import is_from_our_page, sent_fields
from server.limits.senders import sender_in
from server.settings import reviewers_have_passphrases
from server.sign_in.cookies import browser_token, set_cookies

_log = logging.getLogger("affiliates")
_TEMPLATES = Path(__file__).parent.with_name("templates")
_MAX_BODY, _MAX_FIELDS = 4096, 4  # bytes; a name and a passphrase
_MAX_AT_ONCE, _MAX_WAITING = 4, 40
_STATUSES = {
    SignInProblem.WRONG_CREDENTIALS: HTTPStatus.FORBIDDEN,
    SignInProblem.BUSY: HTTPStatus.SERVICE_UNAVAILABLE,
}


class SignInPage:
    """Answers for the page, and lets the app answer everything else."""

    def __init__(self, app: ASGIApp, *, addresses: Addresses, reviewers: ReviewerStore) -> None:
        """``reviewers`` are those who may sign in."""
        self.app = app
        self._addresses = addresses
        self._door = PassphraseSignIn(reviewers)
        self._limiter = CapacityLimiter(_MAX_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Shows the form, or signs in who sent it. Where reviewers have a provider, there is no such page."""
        address = self._addresses.below(scope) if scope["type"] == "http" else None
        if address != SIGN_IN_PAGE or not reviewers_have_passphrases():
            return await self.app(scope, receive, send)
        is_sent = scope["method"] == "POST"
        response = await self._signed_in(Request(scope, receive)) if is_sent else self._form(scope)
        return await response(scope, receive, send)

    async def _signed_in(self, request: Request) -> Response:
        form = await sent_fields(request, max_bytes=_MAX_BODY, max_fields=_MAX_FIELDS)
        is_own = is_from_our_page(request, self._addresses.public_url)
        if form is None or not is_own or not {"name", "passphrase"} <= form.keys():
            return self._form(request.scope, NOT_OUR_FORM, status=HTTPStatus.BAD_REQUEST)
        name, passphrase = form["name"], form["passphrase"]
        try:
            entrance = await self._enter(request, name, passphrase)
        except NotAllowedError as error:
            status = _STATUSES.get(error.reason, HTTPStatus.TOO_MANY_REQUESTS)
            return self._form(request.scope, sign_in_message(error), name, status=status)
        except StoreError as error:
            _log.error("%s", error)
            return self._form(request.scope, NOT_NOW, name, status=HTTPStatus.SERVICE_UNAVAILABLE)
        response = RedirectResponse("review", HTTPStatus.SEE_OTHER, headers={"Cache-Control": "no-store"})
        set_cookies(response, entrance, request.scope, self._addresses)
        return response

    async def _enter(self, request: Request, name: str, passphrase: str) -> Entrance:
        if self._limiter.statistics().tasks_waiting >= _MAX_WAITING:
            raise NotAllowedError(SignInProblem.BUSY)
        asked = SignInRequest(
            name,
            passphrase,
            sender=sender_in(request.scope),
            browser_token=browser_token(request.cookies),
            former_token=request.cookies.get(SIGN_IN_COOKIE),
            browser=describe_browser(request.headers.get("User-Agent", "")),
        )
        return await to_thread.run_sync(self._door.enter, asked, datetime.now(UTC), limiter=self._limiter)

    def _form(self, scope: Scope, message: str = "", name: str = "", *, status: int = HTTPStatus.OK) -> Response:
        root = self._addresses.root(scope)
        texts = {"title": "For reviewers", "about": FOR_VOLUNTEERS, "message": message, "name": name}
        values = {**texts, "action": f"{root}{SIGN_IN_PAGE}", "map": root}
        page = render_html("sign_in.html.jinja", values, language=ENGLISH, folder=_TEMPLATES)
        return Response(page, status, {"Cache-Control": "no-store"}, "text/html; charset=utf-8")
