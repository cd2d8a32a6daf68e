"""The page that a visitor sees where there is no other to show."""

from http import HTTPStatus
from pathlib import Path

from starlette.types import Scope

from affiliates.content.charter import ALLIANCE_SITE
from affiliates.content.find_words import ALLIANCE
from affiliates.reports.html.environment import render_html
from affiliates.site.addresses import places_page
from affiliates.site.documents import Document
from server.addresses import Addresses

_TEMPLATES = Path(__file__).with_name("templates")


def error_page(status: HTTPStatus, addresses: Addresses, scope: Scope) -> Document:
    """A plain page that says what happened, and where to go from the address that was asked for."""
    language = addresses.language(scope)
    missing = language.gettext("This page is not here")
    later = language.gettext("Please come back a little later")
    values = {
        "title": missing if status == HTTPStatus.NOT_FOUND else later,
        "status": status,
        "places": addresses.root(scope) + places_page(language),
        "map": addresses.map_in(language, scope),
        "alliance_site": ALLIANCE_SITE,
        "alliance": ALLIANCE,
    }
    page = render_html("error.html.jinja", values, language=language, folder=_TEMPLATES)
    return Document(page, "text/html; charset=utf-8", language=language.code)
