"""How does a group ask to be listed?"""

import streamlit as st

from affiliates import charter
from components.filters import asked
from components.frame import require_frame
from components.sections import apply_button, start_title, statements

require_frame()

start_title(asked().region)
statements("What we believe", charter.CORE_BELIEFS)
statements("What your group agrees to", charter.OBLIGATIONS)
statements("What your group can count on", charter.BENEFITS)
st.header("How to apply", anchor="apply")
st.markdown("The Alliance’s page on affiliate groups leads to its online application.")
apply_button("end")
