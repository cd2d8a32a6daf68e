"""Who can help a family today, in every region, whether or not it has an affiliate group."""

import streamlit as st

from affiliates.charter import ALLIANCE_SITE
from affiliates.regions import country_of

_UNITED_STATES = (
    (
        "Parent Training and Information Center",
        "There is one for every state and territory. It explains your rights at school and helps you prepare for "
        "meetings, free of charge.",
        "Find your center",
        "https://www.parentcenterhub.org/find-your-center/",
    ),
    (
        "Protection and Advocacy agency",
        "There is one for every state and territory. Its lawyers and advocates protect people with disabilities, "
        "and may look into what happens in schools.",
        "Find your agency",
        "https://www.ndrn.org/about/ndrn-member-agencies/",
    ),
)
_CANADA = (
    (
        "Inclusion Canada",
        "Its provincial and territorial associations stand by families of people with an intellectual disability, "
        "at school too.",
        "Find your association",
        "https://inclusioncanada.ca/",
    ),
)
_ALLIANCE = (
    "Alliance Against Seclusion and Restraint",
    "Volunteers, many of them parents, with stories, resources and others who have been where you are.",
    "Visit the Alliance",
    ALLIANCE_SITE,
)


def help_now(region: str) -> None:
    """Draws the organizations that serve families in a region, each with what it does and the way to it."""
    for name, what_it_does, label, address in (_UNITED_STATES if country_of(region) == "US" else _CANADA) + (
        _ALLIANCE,
    ):
        with st.container(border=True, gap="xsmall"):
            st.subheader(name, anchor=False)
            st.markdown(what_it_does)
            st.link_button(label, address)
