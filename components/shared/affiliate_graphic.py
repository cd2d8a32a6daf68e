"""The affiliate graphic of a listed group, with the HTML that shows it on the group's own site."""

from collections.abc import Sequence
from urllib.parse import urljoin

import streamlit as st

from affiliates.site.pictures.badge import badge_snippet, badge_svg
from affiliates.site.settings import public_url
from components.state.language import current_language, gettext


def affiliate_graphic(group_id: str, name: str, regions: Sequence[str]) -> None:
    """The graphic as it looks, and the HTML to copy."""
    language = current_language()
    picture = badge_svg(language, name).decode()
    st.image(picture, width=320, alt=gettext("The affiliate graphic with the name of the group"))
    st.markdown(gettext("Copy this to where your website takes HTML:"))
    st.code(badge_snippet(language, group_id, name, site_address(), regions), language="html", wrap_lines=True)


def site_address() -> str:
    """The public address of the site, with a slash at its end: that of the settings, or else of this visit.

    For every page but the first one, whose own address it would take for that of a page below.
    """
    return public_url() or urljoin(str(st.context.url or ""), "./")
