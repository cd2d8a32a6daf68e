"""The pages as whole documents, and what stands in the app's own page until the app is drawn."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from affiliates.content import ally_words, find_words
from affiliates.content.charter import ALLIANCE_SITE, WHAT_AFFILIATES_ARE, WHAT_ALLIES_ARE
from affiliates.content.place_names import country_name
from affiliates.content.wording import format_day
from affiliates.geo.regions import COUNTRIES, region_names
from affiliates.geo.shades import SHADES, shade_properties
from affiliates.languages.catalogs import ENGLISH, languages
from affiliates.languages.language import Language
from affiliates.reports.html.environment import Link, render_html
from affiliates.site.addresses import ALLIES_PAGE, allies_page, in_language, places_page, region_page, region_picture
from affiliates.site.documents import Document, Documents, SiteData
from affiliates.site.pages.answers import Answer, Answers
from affiliates.site.pages.links import (
    DEFAULT_PICTURE,
    FEED,
    ICON,
    MAX_PLACE_LENGTH,
    PLACE_FIELD,
    TOUCH_ICON,
    WEB_MANIFEST,
    Links,
)
from affiliates.site.pages.qr_code import qr_code
from affiliates.site.pages.sharing import sharing
from affiliates.support.cards import NATIONAL_HELP, UNKNOWN_NUMBER

_HTML = "text/html; charset=utf-8"
_FOLDER = Path(__file__).parent
_TEMPLATES = _FOLDER / "templates"
# Streamlit's own style sheet sets this too.
_PAGE_STYLE = "body{margin:0}\n"


@dataclass(frozen=True)
class ShellParts:
    """What the app's own first HTML says before the app is drawn.

    ``title`` is a text; ``head`` is markup (meta and link elements); ``style`` is a style sheet whose every selector
    stands under ``#static-answer``; ``body`` is markup: the element with that id, in which every id begins with
    ``static-``. Its links are relative to the root of the app.
    """

    title: str
    description: str
    head: str
    style: str
    body: str


class Pages:
    """The pages of one site, and its answers inside the app's page; what they share is worked out once."""

    def __init__(self, data: SiteData) -> None:
        """Sorts the groups by region; no page is made yet."""
        self._data = data
        self._answers = Answers(data)

    def documents(self) -> Documents:
        """The page of each region, of all places, and of allies, in every language; in a copy each has one in front."""
        pages: dict[str, Callable[[], Document]] = {}
        for language in languages().values():
            for region in (None, *region_names()):
                address = region_page(language, region) if region else places_page(language)
                pages[address] = partial(self._page, region, language, "../" * address.count("/"))
            address = allies_page(language)
            pages[address] = partial(self._allies_page, language, "../" * address.count("/"))
        if self._data.is_copy:
            pages["index.html"] = partial(self._page, None, ENGLISH, "", script="redirect.js")
            others = (language for language in languages().values() if language != ENGLISH)
            pages |= {f"{language.code}/": partial(self._page, None, language, "../") for language in others}
            pages["embed.js"] = partial(_script_file, "embed.js")
        return pages

    def shell_parts(self, region: str | None, language: Language, *, is_language_asked: bool) -> ShellParts:
        """What stands in the app's own page for ``/``, or for ``/?region=…``, until the app is drawn.

        As in the app, a code that is no region's leads to all places, and the links name the language if the address
        does.
        """
        known = region if region in region_names() else None
        links = Links(self._data, "./", language, stays_in_app=True, is_language_asked=is_language_asked)
        values = self._values(known, links)
        return ShellParts(
            title=values["title"],
            description=values["description"],
            head=_render("head.html.jinja", values, language).decode(),
            style=_style(),
            body=_render("answer.html.jinja", values, language).decode(),
        )

    def _page(self, region: str | None, language: Language, root: str, script: str = "") -> Document:
        """A page that is ``root`` away from the root of the site, with a file as its only script if one is named."""
        return _document(self._values(region, Links(self._data, root, language)), language, script)

    def _allies_page(self, language: Language, root: str) -> Document:
        """The page of allies; nothing of it stands in the app's own first HTML."""
        links = Links(self._data, root, language)
        values = self._shared_values(links, self._answers.allies(links), ALLIES_PAGE) | {
            "region": None,
            "body": "allies.html.jinja",
            "here": links.allies,
            "title": find_words.tab_title(language, language.gettext(ally_words.ALLIES)),
            "description": language.gettext(WHAT_ALLIES_ARE),
            "picture": links.absolute(in_language(language, DEFAULT_PICTURE)),
            "languages": links.in_languages(ALLIES_PAGE),
            "qr_code": None,
            "ally_words": ally_words,
        }
        return _document(values, language)

    def _values(self, region: str | None, links: Links) -> dict[str, Any]:
        """What the templates show; ``region`` is None for the page of all places."""
        language = links.language
        answer = self._answers.region(region, links) if region else self._answers.places(links)
        description = self._answers.sentence(language, region) if region else language.gettext(find_words.PURPOSE)
        picture = region_picture(language, region) if region else in_language(language, DEFAULT_PICTURE)
        address = region_page(ENGLISH, region) if region else places_page(ENGLISH)
        shared = self._shared_values(links, answer, address)
        return shared | {
            "region": region,
            "here": links.places,
            "countries": {country: country_name(language, country) for country in COUNTRIES},
            "body": "region.html.jinja" if region else "places.html.jinja",
            "title": find_words.tab_title(language, language.gettext(find_words.PAGE_TITLE), region),
            "description": description,
            "change": Link(language.gettext(find_words.CHANGE_PLACE), links.places),
            "sharing": sharing(language, region, shared["canonical"]) if region else None,
            "qr_code": qr_code(shared["canonical"]) if region and not links.stays_in_app else None,
            "picture": links.absolute(picture),
            "languages": links.in_languages_of_app(region) if links.stays_in_app else links.in_languages(address),
            "app": "" if links.stays_in_app else links.app(**({"region": region} if region else {})),
            "place_form": "" if region else links.place_form,
            "place_field": PLACE_FIELD,
            "max_place_length": MAX_PLACE_LENGTH,
            "national_help": NATIONAL_HELP,
            "unknown_number": UNKNOWN_NUMBER,
            "what_affiliates_are": ENGLISH.gettext(WHAT_AFFILIATES_ARE),
        }

    def _shared_values(self, links: Links, answer: Answer, address: str) -> dict[str, Any]:
        """What every page shows; ``address`` is that of the page in English."""
        language = links.language
        return {
            "answer": answer,
            "canonical": links.absolute(in_language(language, address)),
            "links": links,
            "alternates": links.alternates(address),
            "as_of": format_day(language, self._data.as_of),
            "words": find_words,
            "site_title": find_words.SITE_TITLE,
            "alliance_site": ALLIANCE_SITE,
            "feed": in_language(language, FEED),
            "icon": ICON,
            "touch_icon": TOUCH_ICON,
            "web_manifest": WEB_MANIFEST,
        }


def _document(values: dict[str, Any], language: Language, script: str = "") -> Document:
    """A whole page, with a file as its only script if one is named."""
    style, script_text = _PAGE_STYLE + card_style() + _style(), _text_of(script) if script else ""
    policy = _policy(style, script_text, sends_forms=bool(values.get("place_form")))
    values |= {"style": style, "script": script_text, "policy": policy}
    return Document(_render("document.html.jinja", values, language), _HTML, language=language.code)


def _script_file(name: str) -> Document:
    return Document(_text_of(name).encode(), "text/javascript; charset=utf-8")


def _policy(style: str, script: str, *, sends_forms: bool) -> str:
    """A Content-Security-Policy under which a page runs and fetches nothing but its own parts, and sends its forms to
    its own server only, if it has any."""
    scripts = f"; script-src {_hash(script)}" if script else ""
    forms = "'self'" if sends_forms else "'none'"
    return (
        f"default-src 'none'; base-uri 'none'; form-action {forms}; img-src 'self'; manifest-src 'self'; "
        f"style-src {_hash(style)}{scripts}"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _render(template: str, values: Mapping[str, Any], language: Language) -> bytes:
    return render_html(template, values, language=language, folder=_TEMPLATES)


def card_style() -> str:
    """The style sheet of what stands both on these pages and in the app, to be put before the pages' own."""
    return _text_of("cards.css")


@cache
def _style() -> str:
    """The style sheet with the shades of the maps before it.

    Its sizes and colors are those of the app (.streamlit/config.toml, and what Streamlit adds), so that nothing moves
    when the app takes over.

    What stands below the first screen of the page with all places is laid out once somebody comes near it
    (``content-visibility``): a slow phone shows the rest a tenth sooner. The heights given for it are those that it has
    with the places of both countries, so that the page hardly grows.
    """
    shades = {theme: f"#static-answer {{ {shade_properties(theme)} }}\n" for theme in SHADES}
    in_dark = f"@media screen and (prefers-color-scheme: dark) {{\n{shades['dark']}}}\n"
    return shades["light"] + in_dark + _text_of("site.css")


@cache
def _text_of(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
