"""Pieces of these pages for the app, which shows them as they are: the same words, in the same HTML.

Each piece is markup in one language. What a group or an organization wrote is escaped in it.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from affiliates.content import find_words
from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.language import Language
from affiliates.reports.html.environment import Link, fit_for_html, html_macros
from affiliates.site.pages.answers import SupportAnswer
from affiliates.site.pages.group_cards import GroupCard
from affiliates.site.pages.sharing import Sharing
from affiliates.support.cards import NATIONAL_HELP, UNKNOWN_NUMBER, SupportCard

_TEMPLATES = Path(__file__).parent / "templates"


def one_part(*pieces: Markup) -> str:
    """Pieces below one another, as one HTML element."""
    return fit_for_html(_macros(None).part([piece for piece in pieces if piece]))


def group_card_piece(language: Language, card: GroupCard, level: int, anchor: str = "") -> Markup:
    """The card of a group; ``level`` is that of its name among the headings, ``anchor`` the id that links lead to."""
    return _markup(_macros(language).group_card(card, level, anchor, in_app=True))


def grid(cards: Iterable[Markup]) -> Markup:
    """Cards in two columns where there is room, else one below the other; nothing without any."""
    drawn = list(cards)
    return _markup(_macros(None).grid(drawn)) if drawn else Markup()


def support_piece(language: Language, support: SupportAnswer, level: int, correct: Callable[[str], str]) -> Markup:
    """Who helps in a region; ``correct`` makes the address of the form for what is wrong about one, by its id."""
    return _markup(_macros(language).support(support, level, correct, in_app=True))


def support_card_piece(language: Language, card: SupportCard, level: int) -> Markup:
    """The card of one organization, without the way to say what is wrong."""
    return _markup(_macros(language).support_card(card, level, "", in_app=True))


def passage(*texts: str, heading: str = "", level: int = 2) -> Markup:
    """Paragraphs, below a heading of this level if there is one."""
    return _markup(_macros(None).passage(heading, [text for text in texts if text], level))


def small_print(text: str) -> Markup:
    """A paragraph in smaller letters."""
    return _markup(_macros(None).small_print(text))


def region_title(name: str, level: int) -> Markup:
    """The name of a region as the title of what follows; ``level`` is its own among the headings."""
    return _markup(_macros(None).region_title(name, level))


def title_bar(language: Language, name: str, level: int, change: Link, sharing: Sharing) -> Markup:
    """The name of a region as the title of its answer, the link to another place, and the ways to pass it on."""
    return _markup(_macros(language).title_bar(name, level, change, sharing, in_app=True))


def list_title(text: str) -> Markup:
    """The heading of the list of groups, which links lead to."""
    return _markup(_macros(None).list_title(text))


def page_link(link: Link) -> Markup:
    """A link to another page of the app."""
    return _markup(_macros(None).page_link(link))


def page_links(links: Sequence[Link]) -> Markup:
    """Links to other pages or answers of the app, one below the other."""
    return _markup(_macros(None).ways(links))


def page_buttons(links: Sequence[Link]) -> Markup:
    """The same beside one another, as buttons."""
    return _markup(_macros(None).page_buttons(links))


def switch(links: Sequence[Link], here: int) -> Markup:
    """Links beside one another of which one, the ``here``-th from zero, is what the page shows now."""
    return _markup(_macros(None).switch(links, here))


def folded_places(label: str, links: Sequence[Link]) -> Markup:
    """Links to many places, folded behind a label."""
    return _markup(_macros(None).folded_places(label, links))


def suggestions(texts: Iterable[str]) -> Markup:
    """What the box for a place suggests while somebody types, texts without "|"; it is not seen by itself.

    One element in place of one for each text, which only a browser in which somebody goes to the box needs.
    """
    return _markup(_macros(None).suggestions(list(texts)))


def places_card(heading: str, text: str, links: Sequence[Link]) -> Markup:
    """A card that says of some places what they have in common, with a link to each."""
    return _markup(_macros(None).where(heading, text, links, in_app=True))


def printed_address(address: str, picture: str, alt: str) -> Markup:
    """An address and the picture of its code, for paper only."""
    return _markup(_macros(None).printed(address, picture, alt))


def _markup(made: Any) -> Markup:
    return Markup(made)  # noqa: S704  of a macro, which escapes


@lru_cache
def _macros(language: Language | None) -> Any:
    values = {"words": find_words, "national_help": NATIONAL_HELP, "unknown_number": UNKNOWN_NUMBER}
    return html_macros("cards.html.jinja", values, language=language or ENGLISH, folder=_TEMPLATES)
