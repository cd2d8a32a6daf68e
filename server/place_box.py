"""The box for a place on pages without scripts: whatever somebody types there leads to its region, or asks which.

What is typed is sent in the body of the request, and never becomes part of an address.
"""

from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from affiliates.content import find_words
from affiliates.content.charter import CONTACT_PAGE
from affiliates.languages.language import Language
from affiliates.languages.preference import PARAMETER, language_with, preferred_language
from affiliates.reports.html.environment import Link, render_html
from affiliates.search.typed_place import TypedPlace, typed_place
from affiliates.site.addresses import places_page, region_page
from affiliates.site.pages.links import IN_APP, MAX_PLACE_LENGTH, PLACE_FIELD, PLACE_PAGE
from server.addresses import FRAMES, Addresses
from server.limits.own_forms import sent_fields

_TEMPLATES = Path(__file__).parent / "templates"
_MAX_BODY, _MAX_FIELDS = 4096, 5
_EMBED = "embed"  # as in the app's own address: the page stands in a frame of another site


class PlaceBox:
    """Answers for the box, and lets the app answer everything else."""

    def __init__(self, app: ASGIApp, *, addresses: Addresses) -> None:
        """``addresses`` knows what is asked for."""
        self.app = app
        self._addresses = addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Leads to the region that is meant, else shows which it may be."""
        if scope["type"] != "http" or self._addresses.below(scope) != PLACE_PAGE:
            return await self.app(scope, receive, send)
        response = await self._answer(Request(scope, receive))
        # Kept by this one browser, so that Back leads to the question again.
        response.headers["Cache-Control"] = "private, max-age=600"
        return await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        root = self._addresses.root(request.scope)
        sent = {}
        if request.method == "POST":
            sent = await sent_fields(request, max_bytes=_MAX_BODY, max_fields=_MAX_FIELDS) or {}
        sent |= _where_it_stood(request)
        typed = sent.get(PLACE_FIELD, "").strip()[:MAX_PLACE_LENGTH]
        accepted = request.headers.get("Accept-Language", "")
        language = language_with(sent.get(PARAMETER, "")) or preferred_language(accepted)
        if not typed:
            return RedirectResponse(root + _address("", language, sent | {IN_APP: "1"}), HTTPStatus.SEE_OTHER)
        # In a thread: the first one reads the lists of cities and postal codes.
        place = await to_thread.run_sync(typed_place, language, typed)
        if place.region:
            return RedirectResponse(root + _address(place.region, language, sent), HTTPStatus.SEE_OTHER)
        if place.country:
            return RedirectResponse(root + _map_of(place.country, language, sent), HTTPStatus.SEE_OTHER)
        return self._question(root, language, place, sent | {PLACE_FIELD: typed})

    def _question(self, root: str, language: Language, place: TypedPlace, sent: dict[str, str]) -> Response:
        values = {
            "title": language.gettext(find_words.TITLE),
            "said": place.said,
            "asked": place.asked,
            "choices": [
                Link(label, root + _address(region, language, sent))
                for region, label in zip(place.choices, place.labels(language), strict=True)
            ],
            "alliance": Link(language.gettext(find_words.VISIT_ALLIANCE), CONTACT_PAGE if place.is_elsewhere else ""),
            "all_places": Link(language.gettext(find_words.ALL_PLACES), root + places_page(language)),
            "map": Link(language.gettext(find_words.BACK_TO_MAP), root + _address("", language, sent | {IN_APP: "1"})),
            "is_embedded": sent.get(_EMBED) == "true",
            "action": root + PLACE_PAGE,
            "field": PLACE_FIELD,
            "typed": sent[PLACE_FIELD],
            "length": MAX_PLACE_LENGTH,
            "hidden": {name: sent[name] for name in (PARAMETER, IN_APP, _EMBED) if sent.get(name)},
            "words": find_words,
        }
        page = render_html("place.html.jinja", values, language=language, folder=_TEMPLATES)
        return Response(page, media_type="text/html; charset=utf-8")


def _where_it_stood(request: Request) -> dict[str, str]:
    """That the box stood in a frame, as its address or the browser says: the answer is then one for frames."""
    asked = parse_qs(urlsplit(request.headers.get("Referer", "")).query)
    is_framed = request.headers.get("Sec-Fetch-Dest") in FRAMES or asked.get(_EMBED) == ["true"]
    return {_EMBED: "true"} if is_framed else {}


def _address(region: str, language: Language, sent: dict[str, str]) -> str:
    """The answer for a region, below the root: in the app where the box stood there, else a page without scripts.

    With an empty region, the app with none.
    """
    if not sent.get(IN_APP):
        return region_page(language, region)
    return _app({"region": region} if region else {}, language, sent)


def _map_of(country: str, language: Language, sent: dict[str, str]) -> str:
    """The map of a country, below the root, as ``_address`` gives that of a region."""
    if not sent.get(IN_APP):
        return f"{places_page(language)}#static-map-{country}"
    return _app({"country": country}, language, sent)


def _app(asked: dict[str, str], language: Language, sent: dict[str, str]) -> str:
    """The app, in the language and the form for frames in which the box stood."""
    if sent.get(PARAMETER):
        asked[PARAMETER] = language.code
    if sent.get(_EMBED) == "true":
        asked[_EMBED] = "true"
    return f"?{urlencode(asked)}" if asked else ""
