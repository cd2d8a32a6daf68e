"""What should change in a group's entry?"""

import streamlit as st

from components.apply.start import change_form
from components.shell.page import ensure_shell
from components.state.language import gettext
from components.state.page_query import read_page_query
from components.state.resources import directory

ensure_shell()

st.title(gettext("Change an entry"), anchor=False)
st.markdown(
    gettext("Is a link broken? Has a group closed? Is something else wrong? Anyone can tell us. It takes a minute.")
)
change_form(directory().entries, read_page_query())
