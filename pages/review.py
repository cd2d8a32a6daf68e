"""Which applications wait for a decision?"""

import streamlit as st

from components.review_desk import review_desk
from components.reviewer_door import reviewer_door
from components.shell.page import require_frame

require_frame()

st.title("For reviewers", anchor=False)
token = reviewer_door()
if token:
    review_desk(token)
