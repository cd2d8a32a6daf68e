"""A small site with documents of every kind, and a client of a server that gives it out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from affiliates.languages.language import Language
from affiliates.site.documents import Document, SiteData
from affiliates.storage.files.store import FileStore
from server.front import Front, server_error
from server.site.documents import MakeSite

HTML = "text/html; charset=utf-8"
SCRIPT = "".join(f"console.log('line {number} of a made-up bundle of Streamlit')\n" for number in range(300))


@dataclass(frozen=True)
class Parts:
    """What a made-up site says in the app's page."""

    title: str = "Made-up title"
    description: str = "Made-up description"
    head: str = '<meta property="og:title" content="Made-up title">'
    style: str = "#static-answer{margin:0}"
    body: str = '<div id="static-answer"><h1>Made-up answer</h1></div>'


@dataclass
class MadeUpSite:
    """One document of each kind; counts in ``made`` how often each was made."""

    data: SiteData
    made: list[str] = field(default_factory=list)

    def addresses(self) -> tuple[str, ...]:
        return ("r/", "r/US-MI/", "groups.csv", "og/US-MI.png", "robots.txt", "r/US-OH/", "site.css")

    def document(self, address: str) -> Document | None:
        self.made.append(address)
        if address == "r/US-OH/":
            raise RuntimeError("a secret of the inside")
        names = ", ".join(self.data.groups["name"])
        text = f"{address} at {self.data.base_url} on {self.data.as_of}: {names}\n" * 20
        kinds = {"groups.csv": "text/csv; charset=utf-8", "og/US-MI.png": "image/png", "site.css": "text/css"}
        return Document(text.encode(), kinds.get(address, HTML), is_open_data=address == "groups.csv")

    def shell_parts(self, region: str | None, language: Language, *, is_language_asked: bool) -> Parts:
        return Parts(title=f"Help in {region}" if region else "Help")


@contextmanager
def serving(
    folder: Path | None, make_site: MakeSite = MadeUpSite, *, host: str = "map.example"
) -> Iterator[TestClient]:
    """A client of our server, in front of one that answers as Streamlit does; it does not follow redirects.

    Without a folder, what the settings name is served.
    """
    front = Front(FileStore(folder) if folder else None, make_site)

    async def streamlit(request: Request) -> Response:
        return HTMLResponse(f"Streamlit at {request.url.path}", headers={"Cache-Control": "no-cache"})

    async def health(request: Request) -> Response:
        return PlainTextResponse(f"Streamlit at {request.url.path}", headers={"Cache-Control": "no-cache"})

    async def script(_request: Request) -> Response:
        return Response(SCRIPT, media_type="text/javascript", headers={"Cache-Control": "public, immutable"})

    async def icon(_request: Request) -> Response:
        return FileResponse(Path(__file__))

    routes = [
        Route("/static/js/index.made-up.js", script),
        Route("/component/made_up.map/static/js/main.0123abcd.js", script),
        Route("/static/ranges.py", icon),
        Route("/_stcore/{path:path}", health),
        Route("/{path:path}", streamlit, methods=["GET", "POST"]),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(front.around)],
        lifespan=front.lifespan,
        exception_handlers={Exception: server_error},
    )
    with TestClient(app, f"http://{host}", follow_redirects=False, raise_server_exceptions=False) as client:
        yield client
