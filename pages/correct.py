"""What should change in a listed group's entry?"""

import streamlit as st

from components.apply.start import change_form
from components.shell.page import require_frame
from components.state.filters import asked
from components.state.resources import directory

require_frame()

st.title("Change an entry", anchor=False)
st.markdown("Is a link dead, has a group closed, or is something else wrong? Anyone may tell us. It takes a minute.")
change_form(directory().groups, asked())
