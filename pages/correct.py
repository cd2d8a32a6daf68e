"""What should change in a listed group's entry?"""

import streamlit as st

from components.apply.start import change_form
from components.shell.page import ensure_shell
from components.state.filters import read_page_query
from components.state.resources import directory

ensure_shell()

st.title("Change an entry", anchor=False)
st.markdown("Is a link dead, has a group closed, or is something else wrong? Anyone may tell us. It takes a minute.")
change_form(directory().groups, read_page_query())
