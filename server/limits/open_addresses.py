"""Which of Streamlit's own addresses are answered: those that its page needs. Only forms of ours take a body."""

import re
from http import HTTPStatus

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from affiliates.languages.preference import preferred_language
from affiliates.review.door.uploads import UPLOAD_PERMITS
from affiliates.review.sign_in import SIGN_IN_PAGE
from affiliates.site.addresses import WRITE_PAGE
from affiliates.site.pages.links import PLACE_PAGE
from server.addresses import Addresses
from server.answers import METHODS
from server.limits.own_forms import TOO_SLOW
from server.people.page import PEOPLE_PAGES
from server.upkeep.own_entry import OWN_ENTRY_PAGES

# Streamlit also takes uploads without any widget that asks for one, from whoever has opened a page, tells how many
# sessions there are and what its caches hold, and describes an interface for programs, which is closed
# (server/limits/messages.py guards the socket).
_NEEDED = re.compile(r"_stcore/(?:health|script-health-check|host-config|stream|bidi-components/.+)")
_UPLOAD = re.compile(r"_stcore/upload_file/([\w-]+)/[\w-]+")
_METRICS = "_stcore/metrics"
# What takes a POST; each says itself how long its body may be.
_METHODS_OF_FORMS = "GET, HEAD, POST"
_FORMS = {SIGN_IN_PAGE, WRITE_PAGE, *OWN_ENTRY_PAGES, *PEOPLE_PAGES, PLACE_PAGE}


class OpenAddresses:
    """Refuses what nobody needs, before anything of its body is read."""

    def __init__(self, app: ASGIApp, *, addresses: Addresses, has_open_metrics: bool) -> None:
        """``has_open_metrics`` lets Streamlit tell its figures to whoever asks."""
        self.app = app
        self._addresses = addresses
        self._has_open_metrics = has_open_metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers as the app does, or says that it does not."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        address = self._addresses.below(scope) or ""
        if scope["method"] == "PUT" and (upload := _UPLOAD.fullmatch(address)):
            return await self._upload(upload[1], scope, receive, send)
        if not self._is_open(address):
            return await _refuse(HTTPStatus.FORBIDDEN, "This address is closed.\n", scope, receive, send)
        if scope["method"] == "POST" and address in _FORMS:
            return await self._form(scope, receive, send)
        allowed = _METHODS_OF_FORMS if address in _FORMS else METHODS
        if scope["method"] not in allowed.split(", "):
            text = f"This address takes {allowed} only.\n"
            return await _refuse(HTTPStatus.METHOD_NOT_ALLOWED, text, scope, receive, send, allowed=allowed)
        return await self.app(scope, receive, send)

    async def _upload(self, session: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a file in where a reviewer waits for it who is signed in this moment; Streamlit counts its bytes."""
        if not await to_thread.run_sync(UPLOAD_PERMITS.begin, session):
            return await _refuse(HTTPStatus.FORBIDDEN, "This address is closed.\n", scope, receive, send)
        is_kept = False

        async def note_answer(message: Message) -> None:
            nonlocal is_kept
            if message["type"] == "http.response.start":
                is_kept = message["status"] == HTTPStatus.NO_CONTENT
            await send(message)

        try:
            return await self.app(scope, receive, note_answer)
        finally:
            UPLOAD_PERMITS.end(session, is_kept=is_kept)

    async def _form(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a page of ours wait for what is sent to it; whoever leaves meanwhile costs no line of the log."""
        try:
            await self.app(scope, receive, send)
        except ClientDisconnect:
            return
        except HTTPException as error:
            language = preferred_language(Headers(scope=scope).get("accept-language", ""))
            text = f"{language.gettext(TOO_SLOW)}\n"
            await _refuse(HTTPStatus(error.status_code), text, scope, receive, send)

    def _is_open(self, address: str) -> bool:
        if not address.startswith("_stcore"):
            return True
        return bool(_NEEDED.fullmatch(address)) or (self._has_open_metrics and address == _METRICS)


async def _refuse(
    status: HTTPStatus, text: str, scope: Scope, receive: Receive, send: Send, *, allowed: str = METHODS
) -> None:
    # Whoever sends a body is not waited for: the connection ends with the answer.
    headers = {"Allow": allowed, "Connection": "close", "Cache-Control": "no-store"}
    await PlainTextResponse(text, status, headers)(scope, receive, send)
