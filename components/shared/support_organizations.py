"""Who can help a family today, in every region, whether or not it has an affiliate group."""

import streamlit as st

from affiliates.content.support_organizations import helpers


def help_now(region: str) -> None:
    """Draws the organizations that serve families in a region, each with what it does and the way to it."""
    for helper in helpers(region):
        with st.container(border=True, gap="xsmall"):
            st.subheader(helper.name, anchor=False)
            st.markdown(helper.what_it_does)
            st.link_button(helper.label, helper.address)
