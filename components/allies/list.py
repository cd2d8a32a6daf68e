"""The allies on their page, each as a card."""

import streamlit as st

from affiliates.content.ally_words import NOBODY_YET
from affiliates.directory.queries import GroupSort, sorted_groups
from affiliates.directory.schema import Status
from components.shared.cards.group_cards import group_cards
from components.shared.cards.site_part import draw
from components.state.language import gettext
from components.state.resources import directory, directory_is_readable

_PAGE_SIZE = 20


def ally_list() -> None:
    """The active allies by name; where nobody is listed yet, that."""
    allies = directory().allies
    active = sorted_groups(allies[allies["status"] == Status.ACTIVE], GroupSort.NAME)
    if not active.empty:
        pages = -(-len(active) // _PAGE_SIZE)
        page = st.pagination(pages, key="allies_page") if pages > 1 else 1
        draw(group_cards(active.iloc[(page - 1) * _PAGE_SIZE : page * _PAGE_SIZE], level=2))
    elif directory_is_readable():
        st.info(gettext(NOBODY_YET))
