"""Who can help a family today, in every region, whether or not it has an affiliate group."""

import streamlit as st

from affiliates.content.support_organizations import support_organizations


def support_organization_cards(region: str) -> None:
    """Draws the organizations that serve families in a region, each with what it does and the way to it."""
    for helper in support_organizations(region):
        with st.container(border=True, gap="xsmall"):
            st.subheader(helper.name, anchor=False)
            st.markdown(helper.description)
            st.link_button(helper.label, helper.address)
