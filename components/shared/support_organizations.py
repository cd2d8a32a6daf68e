"""Who can help a family today, in any region, whether or not it has an affiliate group."""

from collections.abc import Iterable
from contextlib import nullcontext

import streamlit as st

from affiliates.directory.snapshots import today
from affiliates.support.cards import (
    NATIONAL_HELP,
    UNKNOWN_NUMBER,
    CardLink,
    national_links,
    others_heading,
    support_card,
)
from affiliates.support.national import NationalOrganization
from affiliates.support.queries import support_in
from affiliates.support.schema import SupportOrganization
from components.shared.group_cards import CardLevel, card_grid, card_text
from components.shared.markdown import escape_markdown, link_target
from components.state.language import current_language, gettext
from components.state.lists.organizations import support_organizations
from components.state.url import page_url


def support_organization_cards(region: str, *, level: CardLevel = 3) -> None:
    """Whom a family can call in a region, and the national organizations behind them.

    ``level`` is that of their names among the headings of the page.
    """
    support = support_in(region, support_organizations())
    if not support.first:
        with st.grid(1):
            for national in support.national:
                _national_card(national, level)
        return
    with card_grid():
        for organization in support.first:
            with st.container(border=True, gap="xsmall", height="stretch"):
                support_organization_card(organization, level=level)
    others = [_others(region, support.others)] if support.others else []
    further = f"{gettext(NATIONAL_HELP)} {_links(national_links(current_language(), support.national))}"
    st.markdown("\n\n".join([*others, further]))


def support_organization_card(organization: SupportOrganization, *, level: CardLevel = 3, footer: bool = True) -> None:
    """What one organization does, its number and its website; ``footer`` adds the way to report a mistake."""
    card = support_card(current_language(), organization, today())
    text = f"{card.sentence} {escape_markdown(card.note)}"
    st.markdown(card_text(escape_markdown(card.name), level, text), anchors=False)
    if card.call:
        key = f"call_{card.id}"
        st.link_button(
            card.call.label, card.call.address, key=key, type="primary", icon=":material/call:", width="stretch"
        )
    # Most have a single link: without a row around it, a click on the map has less to draw.
    with st.container(horizontal=True, gap="xsmall") if len(card.links) > 1 else nullcontext():
        for link in card.links:
            st.link_button(link.label, link.address)
    st.markdown(f":small[{card.age}{f' {_correction(card.id, card.correction)}' if footer else ''}]")


def _national_card(organization: NationalOrganization, level: CardLevel) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(card_text(gettext(organization.name), level, gettext(organization.description)), anchors=False)
        st.link_button(gettext(organization.label), organization.address)


def _others(region: str, organizations: Iterable[SupportOrganization]) -> str:
    lines = (
        f"- {_named_link(each)} · :small[{_correction(each.id, gettext(UNKNOWN_NUMBER))}]" for each in organizations
    )
    return "\n".join([f"**{others_heading(current_language(), region)}**", "", *lines])


def _named_link(organization: SupportOrganization) -> str:
    name = escape_markdown(organization.name)
    return f"[{name}]({link_target(organization.website)})" if organization.website else name


def _links(links: Iterable[CardLink]) -> str:
    return " · ".join(f"[{link.label}]({link_target(link.address)})" for link in links)


def _correction(organization_id: str, text: str) -> str:
    address = page_url("correct", {"organization": organization_id})
    return f"[{text}]({link_target(address)})"
