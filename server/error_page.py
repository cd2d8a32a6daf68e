"""The page that a visitor sees where there is no other to show."""

from http import HTTPStatus
from pathlib import Path

from affiliates.content.charter import ALLIANCE_SITE
from affiliates.languages.catalogs import ENGLISH
from affiliates.reports.html.environment import render_html
from affiliates.site.documents import Document

_TEMPLATES = Path(__file__).with_name("templates")


def error_page(status: HTTPStatus, root: str) -> Document:
    """A plain page that says what happened and where to go from here; ``root`` is the path of the map."""
    values = {"status": status, "root": root, "alliance_site": ALLIANCE_SITE}
    page = render_html("error.html.jinja", values, language=ENGLISH, folder=_TEMPLATES)
    return Document(page, "text/html; charset=utf-8")
