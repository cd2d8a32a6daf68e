"""The server in front of the app: what ``st.App`` in dashboard.py is given."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import date
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp
from streamlit import config

from affiliates.people.sign_up import SignUps, sign_ups_at
from affiliates.site.catalog import Site
from affiliates.site.documents import SiteData
from affiliates.site.loader import site_data
from affiliates.site.settings import public_url
from affiliates.storage.contract.store import Store
from affiliates.storage.settings import open_store, store_place
from affiliates.upkeep.relay.reachable import ReachableGroups
from server.addresses import Addresses
from server.downloads import forget_downloads, keep_downloads_for_their_time
from server.error_page import error_page
from server.first_page.middleware import FirstPage
from server.first_page.streamlit_html import installed_html
from server.limits.log_lines import leave_visitors_out, shorten_log_lines
from server.limits.map_frame import MapFrame
from server.limits.messages import ClientMessages
from server.limits.open_addresses import OpenAddresses
from server.limits.open_files import allow_many_connections
from server.limits.slow_requests import close_slow_requests
from server.open_pages.draining import Draining, OpenPages
from server.open_pages.reconnected_sessions import revive_reconnected_sessions
from server.people.letters import PeopleLetters
from server.people.page import PeoplePages
from server.place_box import PlaceBox
from server.relay.page import WritePage
from server.scripts.compression import ScriptCompression
from server.security_headers import SecurityHeaders
from server.settings import frame_ancestors, has_open_metrics, relay_mail, require_shared_secret
from server.sign_in.page import SignInPage
from server.site.documents import MakeSite, SiteDocuments
from server.site.endpoint import SiteServer
from server.site.watch import DirectoryWatch
from server.sockets import send_at_once
from server.upkeep.own_entry import OwnEntryPages

_log = logging.getLogger("affiliates")
# Threads in which Streamlit makes downloads; components/state/report_queue.py lets two dozen of them wait.
_DOWNLOADS = 64


class Front:
    """What answers before Streamlit does. A wrong setting or an unknown Streamlit stops the start, with the reason."""

    def __init__(
        self,
        store: Store | None = None,
        make_site: MakeSite = Site,
        prepare: Callable[[], object] = lambda: None,
        map_script: Callable[[], str] = lambda: "",
    ) -> None:
        """Reads the settings; ``store`` is the one that they name unless given.

        ``prepare`` is called in a thread of its own once the server runs; ``map_script`` tells the address of the map's
        script from within the map's frame.
        """
        self._prepare, self._map_script = prepare, map_script
        self._store, self._make_site = store or open_store(), make_site
        self._sign_ups = SignUps(store) if store else sign_ups_at(store_place())
        self._html, self._ancestors, self._public_url = installed_html(), frame_ancestors(), public_url()
        self._reachable = ReachableGroups(self._store)
        self.watch = DirectoryWatch(self._store, _read_site, reachable=self._groups_to_write_to)
        self._letters = PeopleLetters(self._store, self._public_url)
        self._pages = OpenPages()

    def around(self, app: ASGIApp) -> ASGIApp:
        """Streamlit's server with ours in front of it.

        Called when Streamlit's own settings are known: to ask for them earlier would leave out .streamlit/config.toml.
        """
        require_shared_secret()
        addresses = Addresses(base_path(), self._public_url)
        documents = SiteDocuments(self.watch, self._make_site)
        app = MapFrame(app, addresses=addresses, map_script=self._map_script)
        app = SiteServer(app, addresses=addresses, documents=documents)
        app = FirstPage(app, addresses=addresses, documents=documents, html=self._html)
        app = ScriptCompression(app, addresses=addresses)
        app = SignInPage(app, addresses=addresses, reviewers=self._store.reviewers)
        app = OwnEntryPages(app, addresses=addresses, store=self._store)
        app = WritePage(app, addresses=addresses, watch=self.watch, store=self._store)
        app = PlaceBox(app, addresses=addresses)
        app = PeoplePages(app, addresses=addresses, store=self._store, sign_ups=self._sign_ups, watch=self.watch)
        app = OpenAddresses(ClientMessages(app), addresses=addresses, has_open_metrics=has_open_metrics())
        app = Draining(app, addresses=addresses, pages=self._pages)
        scripts = self._html.inline_hashes
        return SecurityHeaders(app, addresses=addresses, inline_scripts=scripts, ancestors=self._ancestors)

    def _groups_to_write_to(self) -> frozenset[str]:
        return self._reachable.ids() if relay_mail() else frozenset()

    @asynccontextmanager
    async def lifespan(self, _app: object) -> AsyncIterator[None]:
        """Watches the directory and the downloads, and sends letters to people, as long as the server runs."""
        shorten_log_lines()
        leave_visitors_out()
        allow_many_connections()
        close_slow_requests()
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_DOWNLOADS))
        send_at_once()
        self._pages.drain_before_exit()
        revive_reconnected_sessions()
        keep_downloads_for_their_time()
        # Whoever stops the server meanwhile does not wait for it.
        threading.Thread(target=self._prepare, name="first page", daemon=True).start()
        works = (self.watch.run, forget_downloads, self._letters.run)
        tasks = [asyncio.create_task(run_until_canceled(each)) for each in works]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def run_until_canceled(work: Callable[[], Coroutine[object, object, None]], *, pause: float = 10.0) -> None:
    """Begins ``work`` anew, after ``pause`` seconds, where it ended in an unexpected error; the log has it."""
    while True:
        (error,) = await asyncio.gather(work(), return_exceptions=True)
        _log.error("What the server does beside its answers has stopped; it begins anew.", exc_info=error)
        await asyncio.sleep(pause)


async def server_error(request: Request, _error: Exception) -> Response:
    """What a visitor sees where we failed: nothing of the inside; the log has it all."""
    page = error_page(HTTPStatus.INTERNAL_SERVER_ERROR, Addresses(base_path()), request.scope)
    policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": policy}
    return Response(page.body, HTTPStatus.INTERNAL_SERVER_ERROR, headers, page.media_type)


def base_path() -> str:
    """``server.baseUrlPath`` as a prefix of paths: "/map" for "map", "map/" and "/map"; empty where it is not set."""
    inner = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{inner}" if inner else ""


def _read_site(store: Store, day: date) -> SiteData:
    return site_data(store, "", day=day)
