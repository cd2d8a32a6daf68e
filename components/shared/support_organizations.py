"""Who can help a family today, in any region, whether or not it has an affiliate group."""

import streamlit as st

from affiliates.content.support_organizations import support_organizations


def support_organization_cards(region: str) -> None:
    """The organizations that serve families in a region: what each does, and a link to it."""
    for organization in support_organizations(region):
        with st.container(border=True, gap="xsmall"):
            st.subheader(organization.name, anchor=False)
            st.markdown(organization.description)
            st.link_button(organization.label, organization.address)
