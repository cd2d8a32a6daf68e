"""Who can help a family today, in any region, whether or not it has an affiliate group."""

from datetime import date
from threading import Condition
from typing import Any

from cachetools import LRUCache, cached
from markupsafe import Markup

from affiliates.directory.snapshots import today
from affiliates.languages.language import Language
from affiliates.site.pages.answers import support_answer
from affiliates.site.pages.fragments import support_card_piece, support_piece
from affiliates.support.cards import support_card
from affiliates.support.schema import SupportOrganization
from components.shared.cards.group_cards import CardLevel
from components.shared.cards.site_part import draw
from components.state.language import current_language, with_language
from components.state.lists.organizations import gone_links, support_organizations, support_version
from components.state.url import relative_url

_MAX_REGIONS = 400  # of some 60, each in some languages and at two levels


def support_pieces(region: str, *, level: CardLevel = 3) -> Markup:
    """Whom a family can call in a region, and the national organizations behind them.

    ``level`` is that of their names among the headings of the page.
    """
    # A list that could not be read for a moment is of the same version afterwards.
    version: Any = support_version(), gone_links(), bool(support_organizations())
    return _pieces(region, level, current_language(), today(), version, tuple(with_language().items()))


@cached(LRUCache(_MAX_REGIONS), condition=Condition())
def _pieces(region: str, level: CardLevel, language: Language, day: date, _version: Any, _asked: Any) -> Markup:
    """Kept until the list changes; ``_asked`` is the language that the address asks for, which links name too."""
    answer = support_answer(language, region, support_organizations(), day)
    return support_piece(language, answer, level, lambda known: relative_url("correct", organization=known))


def support_organization_card(organization: SupportOrganization, *, level: CardLevel = 3) -> None:
    """What one organization does, its number and its website."""
    language = current_language()
    draw(support_card_piece(language, support_card(language, organization, today()), level))
