"""Serves the site: pages of regions, previews, data files, feeds, badges, and whether all is well."""

import re
from collections.abc import Collection
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.addresses import Addresses
from server.answers import answer_of, send_answer, send_options
from server.compression import accepted_encoding
from server.error_page import error_page
from server.site.documents import SiteDocuments, SiteVersion

# What begins like this is ours, whether or not there is such a document: Streamlit would show its start page instead.
_OURS = re.compile(
    r"(?:[a-z]{2,3}/)?(?:r(?:/|$)|og(?:/|$)|allies(?:/|$)|feed\.)"
    r"|badge(?:/|$)|groups\.|(?:health|ready)z$|sitemap\.|robots\.txt$",
    re.IGNORECASE,
)
# Streamlit's own: they are asked for often, and need not wait for the first look at the directory.
_STREAMLITS = re.compile(r"(?:_stcore|media|component|static|app)/")
# Of them, where no page is to be found. A script of another version that came as Streamlit's start page would keep
# a proxy from asking the process that has it.
_WITHOUT_PAGES = re.compile(r"(?:_stcore|static)/")
_NOT_KEPT = {"Cache-Control": "no-store"}
_MINUTE = {"Retry-After": "60", **_NOT_KEPT}


class SiteServer:
    """Answers what is at an address of the site, and lets the app answer everything else."""

    def __init__(self, app: ASGIApp, *, addresses: Addresses, documents: SiteDocuments) -> None:
        """``app`` is Streamlit's."""
        self.app = app
        self._addresses = addresses
        self._documents = documents

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Looks the address up in the present version; nothing of it ever reaches a file system."""
        address = self._addresses.below(scope) if scope["type"] == "http" else None
        if not address:
            return await self.app(scope, receive, send)
        if _STREAMLITS.match(address):
            ask = self._app_without_start_page if _WITHOUT_PAGES.match(address) else self.app
            return await ask(scope, receive, send)
        if address in {"healthz", "readyz"}:
            return await self._health(address, scope, receive, send)
        version = await self._documents.present()
        base_url = self._addresses.base_url(scope)
        if _OURS.match(address) or address in await version.addresses(base_url):
            return await self._answer(version, base_url, address, scope, receive, send)
        return await self._app_without_start_page(scope, receive, send)

    async def _app_without_start_page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Streamlit's answer, but for its start page, which it shows at every address that it does not know.

        The app's own pages never get here: server/first_page/ answers for them.
        """
        is_start_page = False

        async def send_the_rest(message: Message) -> None:
            nonlocal is_start_page
            if message["type"] == "http.response.start":
                media_type = Headers(raw=message["headers"]).get("content-type", "")
                is_start_page = message["status"] == HTTPStatus.OK and media_type.startswith("text/html")
            if not is_start_page:
                await send(message)

        await self.app(scope, receive, send_the_rest)
        if is_start_page:
            await self._sorry(HTTPStatus.NOT_FOUND, scope, receive, send)

    async def _answer(
        self, version: SiteVersion, base_url: str, address: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        encoding = accepted_encoding(Headers(scope=scope).get("accept-encoding", ""))
        if scope["method"] not in {"GET", "HEAD"}:
            answer = await version.answer(base_url, address, "")
            is_open_data = answer is not None and answer.is_open_data
            is_known = scope["method"] == "OPTIONS"
            status = HTTPStatus.NO_CONTENT if is_known else HTTPStatus.METHOD_NOT_ALLOWED
            return await send_options(scope, receive, send, is_open_data=is_open_data, status=status)
        answer = await version.answer(base_url, address, encoding)
        if answer is not None:
            return await send_answer(answer, scope, send, caching=self._addresses.caching)
        if not version.is_known:
            return await self._sorry(HTTPStatus.SERVICE_UNAVAILABLE, scope, receive, send)
        proper = _proper_spelling(address, await version.addresses(base_url))
        if proper:
            there = ("../" * address.count("/") or "./") + proper
            if query := scope["query_string"].decode("latin-1"):
                there = f"{there}?{query}"
            return await RedirectResponse(there, HTTPStatus.PERMANENT_REDIRECT)(scope, receive, send)
        return await self._sorry(HTTPStatus.NOT_FOUND, scope, receive, send)

    async def _health(self, address: str, scope: Scope, receive: Receive, send: Send) -> None:
        """readyz: whether all can be done now. healthz: whether the groups can be read, or a database that is away
        hides them, and the last ones are shown: to start this process anew would lose them."""
        watch = self._documents.watch
        await watch.first_look()
        waits = watch.is_away and watch.data is not None
        if scope["method"] == "OPTIONS":
            return await send_options(scope, receive, send, is_open_data=False)
        problem = ""
        if not watch.is_readable and not (waits and address == "healthz"):
            problem = "The list of groups cannot be read.\n"
        elif address == "readyz" and not watch.is_writable:
            problem = "The list of groups can be read, but nothing that is sent can be kept.\n"
        status, headers = (HTTPStatus.SERVICE_UNAVAILABLE, _MINUTE) if problem else (HTTPStatus.OK, _NOT_KEPT)
        return await PlainTextResponse(problem or "ok\n", status, headers=headers)(scope, receive, send)

    async def _sorry(self, status: HTTPStatus, scope: Scope, receive: Receive, send: Send) -> None:
        page = error_page(status, self._addresses, scope)
        await send_answer(answer_of(page), scope, send, caching="no-store", status=status)


def _proper_spelling(address: str, addresses: Collection[str]) -> str | None:
    """The address that was meant: "r/US-MI/" for "r/us-mi", "es/og/US-MI.png" for "ES/og/us-mi.PNG"; None without
    one."""
    folder, slash, name = address.rstrip("/").rpartition("/")
    name, dot, ending = name.partition(".")
    meant = (f"{folder.lower()}{slash}{name.upper()}{dot}{ending.lower()}", address.rstrip("/").lower())
    candidates = (f"{each}{end}" for each in meant for end in ("/", ""))
    return next((each for each in candidates if each != address and each in addresses), None)
