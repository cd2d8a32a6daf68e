"""How the pages for people who want a group are drawn, and who asks for them in which language."""

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from affiliates.languages.language import Language
from affiliates.languages.preference import language_with, preferred_language
from affiliates.reports.html.environment import render_html
from server.addresses import Addresses

_TEMPLATES = Path(__file__).parent.with_name("templates")


def people_page(
    request: Request,
    addresses: Addresses,
    language: Language,
    values: Mapping[str, object],
    status: HTTPStatus = HTTPStatus.OK,
    *,
    template: str = "people.html.jinja",
) -> Response:
    """A page made of a template: a message or a question, unless another template is named."""
    known = {"said": (), "button": "", "quote": (), "map": addresses.map_in(language, request.scope)}
    page = render_html(template, {**known, **values}, language=language, folder=_TEMPLATES)
    return Response(page, status, media_type="text/html; charset=utf-8")


def language_of(request: Request, code: str = "") -> Language:
    """The language that a form or a person names, else the one that the browser would rather have."""
    return language_with(code) or preferred_language(request.headers.get("Accept-Language", ""))
