"""How does a group ask to be listed?"""

import streamlit as st

from affiliates import charter
from components.filters import asked
from components.frame import require_frame
from components.sections import start_title, statements

require_frame()

start_title(asked().region)
statements("What we believe", charter.CORE_BELIEFS)
statements("What your group agrees to", charter.OBLIGATIONS)
statements("What your group can count on", charter.BENEFITS)
st.header("How to apply", anchor="apply")
st.markdown("Tell the Alliance about your group in its online application. Volunteers read every one.")
st.link_button("Apply to be an affiliate group", charter.APPLICATION_PAGE, type="primary")
