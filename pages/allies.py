"""Who supports the Alliance without being an affiliate group?"""

import streamlit as st

from affiliates.content import ally_words
from affiliates.content.charter import WHAT_ALLIES_ARE
from affiliates.directory.schema import EntryKind
from components.allies.list import ally_list
from components.apply.start import open_sidebar_form
from components.shared.sections import section
from components.shell.page import ensure_shell
from components.state.language import gettext, with_language

ensure_shell()

st.title(gettext(ally_words.ALLIES), anchor=False)
st.markdown(f"{gettext(WHAT_ALLIES_ARE)} {gettext(ally_words.NO_LOCAL_GROUP)}")
st.page_link(
    "pages/find.py", label=gettext(ally_words.FIND_A_GROUP), icon=":material/search:", query_params=with_language()
)
ally_list()
section(gettext(ally_words.BECOME_AN_ALLY), gettext(ally_words.ABOUT_BECOMING))
if not st.context.is_embedded:  # there it has no sidebar
    st.button(
        gettext(ally_words.WOULD_LIKE_TO), key="become_an_ally", on_click=open_sidebar_form, args=(EntryKind.ALLY,)
    )
