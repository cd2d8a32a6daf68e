"""The app's first HTML: with a name and a picture for previews, and the answer itself until the app is drawn."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlencode

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from affiliates.content.charter import CONTACT_PAGE
from affiliates.content.find_words import SITE_TITLE
from affiliates.geo.regions import region_names
from affiliates.languages.catalogs import ENGLISH, languages
from affiliates.languages.language import Language
from affiliates.languages.preference import PARAMETER, language_with, preferred_language
from affiliates.reports.html.environment import render_html
from affiliates.site.addresses import in_language, places_page
from affiliates.site.documents import Document
from affiliates.site.pages.documents import card_style
from server.addresses import FRAMES, Addresses
from server.answers import IMMUTABLE, Answer, answer_of, send_answer, send_options
from server.compression import accepted_encoding
from server.first_page.page_words import FIND, OTHERS, STATIC_PAGES
from server.first_page.streamlit_html import StreamlitHtml
from server.site.documents import DocumentSource, ShellParts, SiteDocuments

_TEMPLATES = Path(__file__).with_name("templates")
_ASSETS = Path(__file__).with_name("assets")
# Inside the page, so that nothing is drawn before it is there; written once, not sent by each run of the app.
_APP_STYLE = Markup((_ASSETS / "app.css").read_text(encoding="utf-8"))  # noqa: S704
_CARD_STYLE = Markup(card_style())  # noqa: S704
_SCRIPTS = {name: (_ASSETS / f"{name}.js").read_bytes() for name in ("hand_over", "app")}
_ADDRESSES = {
    name: f"{name.replace('_', '-')}-{hashlib.sha256(script).hexdigest()[:12]}.js" for name, script in _SCRIPTS.items()
}
_WITH_MAP = ("", "coverage")
# What Streamlit's page asks for as its icon; app.css shows it as our mark. It needs no list of groups.
_ICON, _ICON_SIDE = "favicon.png", 192


@dataclass(frozen=True)
class PageRequest:
    """Which page a browser gets: the app's page by its path, the region, and the language."""

    address: str
    region: str | None
    language: Language
    is_language_asked: bool
    is_embedded: bool


class FirstPage:
    """Answers for each page of the app, and lets the app answer everything else."""

    def __init__(self, app: ASGIApp, *, addresses: Addresses, documents: SiteDocuments, html: StreamlitHtml) -> None:
        """``html`` is what Streamlit loads; it is the same for every visitor."""
        self.app = app
        self._addresses = addresses
        self._documents = documents
        self._html = html
        self._scripts = {
            _ADDRESSES[name]: answer_of(Document(script, "text/javascript; charset=utf-8"))
            for name, script in _SCRIPTS.items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers GET and HEAD for a page."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        address = self._addresses.below(scope)
        if scope["method"] == "OPTIONS" and (address == "" or address in OTHERS):
            return await send_options(scope, receive, send, is_open_data=False)
        if scope["method"] not in {"GET", "HEAD"}:
            return await self.app(scope, receive, send)
        if address in self._scripts:
            return await send_answer(self._scripts[address], scope, send, caching=IMMUTABLE)
        if address == _ICON:
            icon = await run_in_threadpool(_icon)
            return await send_answer(icon, scope, send, caching=self._addresses.caching)
        query = scope["query_string"].decode("latin-1")
        if moved := self._moved(address, query, scope):
            return await moved(scope, receive, send)
        if address is None or (address and address not in OTHERS):
            return await self.app(scope, receive, send)
        return await self._answer(address, parse_qs(query), scope, send)

    def _moved(self, address: str | None, query: str, scope: Scope) -> RedirectResponse | None:
        """To the page that is meant, None where it is the one asked for. Never by the host, which may be made up."""
        asking = f"?{query}" if query else ""
        if address is None:
            last = scope["path"].rpartition("/")[2]
            return RedirectResponse(f"{last}/{asking}", 308) if self._addresses.is_root_without_slash(scope) else None
        page = address.removesuffix("/")
        if page in OTHERS and page != address and address not in STATIC_PAGES:
            return RedirectResponse(f"../{page}{asking}", 308)
        if page in languages():  # "/es/"
            there = "../" * address.count("/") or "./"
            return RedirectResponse(f"{there}?{urlencode([(PARAMETER, page), *_others(query, PARAMETER)])}", 308)
        if not address and _is_framed_elsewhere(scope) and parse_qs(query).get("embed") != ["true"]:
            return RedirectResponse(f"./?{urlencode([('embed', 'true'), *_others(query, 'embed')])}", 307)
        return None

    async def _answer(self, address: str, query: dict[str, list[str]], scope: Scope, send: Send) -> None:
        version = await self._documents.present()
        base_url = self._addresses.base_url(scope)
        place = None if address else _region(query)
        headers = Headers(scope=scope)
        asked = language_with(query.get(PARAMETER, [""])[-1])
        request = PageRequest(
            address,
            place,
            asked or preferred_language(headers.get("accept-language", "")),
            is_language_asked=asked is not None,
            is_embedded=query.get("embed") == ["true"],
        )
        encoding = accepted_encoding(headers.get("accept-encoding", ""))
        answer = await version.page(base_url, request, lambda site: self._page(site, base_url, request), encoding)
        await send_answer(answer, scope, send, caching=self._addresses.caching)

    def _page(self, site: DocumentSource | None, base_url: str, request: PageRequest) -> Document:
        page_words = OTHERS.get(request.address, FIND)
        values = {
            "words": page_words,
            "contact_page": CONTACT_PAGE,
            "site_title": SITE_TITLE,
            "address": request.address,
            "asked_language": request.language.code if request.is_language_asked else "",
            "is_embedded": request.is_embedded,
            "base_url": base_url,
            "parts": _marked_up(_parts(site, request)) if site and not request.address else None,
            "static_page": in_language(request.language, page_words.static_page or places_page(ENGLISH)),
            "languages": {each.code: each.direction for each in languages().values()},
            "files": site.addresses() if site else (),
            "card_style": _CARD_STYLE,
            "app_style": _APP_STYLE,
            "streamlit": self._html,
            "scripts": _ADDRESSES,
            "pages_with_map": _WITH_MAP,
        }
        language = request.language
        page = render_html("first_page.html.jinja", values, language=language, folder=_TEMPLATES)
        return Document(
            page, "text/html; charset=utf-8", language=language.code, is_by_preference=not request.is_language_asked
        )


def _others(query: str, name: str) -> list[tuple[str, str]]:
    """What a query asks for beside a parameter."""
    return [(other, value) for other, value in parse_qsl(query, keep_blank_values=True) if other != name]


@cache
def _icon() -> Answer:
    from affiliates.site.pictures.icons import icon_png  # what draws takes longer to load than a page takes to make

    return answer_of(Document(icon_png(_ICON_SIDE), "image/png"))


def _parts(site: DocumentSource, request: PageRequest) -> ShellParts:
    return site.shell_parts(request.region, request.language, is_language_asked=request.is_language_asked)


def _marked_up(parts: ShellParts) -> dict[str, str]:
    """The parts for a template: those that are markup, which the site made of templates itself, as such."""
    markup = {"head": parts.head, "style": parts.style, "body": parts.body}
    return {"title": parts.title} | {name: Markup(text) for name, text in markup.items()}  # noqa: S704


def _region(query: dict[str, list[str]]) -> str | None:
    """The region asked for, None where it is not one; read as components/state/page_query.py reads it."""
    code = query.get("region", [""])[-1].strip().upper()
    return code if code in region_names() else None


def _is_framed_elsewhere(scope: Scope) -> bool:
    """Whether a page of another site asks for this one as a frame.

    It then gets the form that is made for that, which has no way to the reviewers' page: what reviewers click must
    never lie under somebody else's picture.
    """
    headers = Headers(scope=scope)
    return headers.get("sec-fetch-dest") in FRAMES and headers.get("sec-fetch-site") in {"cross-site", "same-site"}
