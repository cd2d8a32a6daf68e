"""Which applications wait for a decision?"""

import streamlit as st

from components.frame import require_frame
from components.review_desk import review_desk
from components.reviewer_door import reviewer_door

require_frame()

st.title("For reviewers", anchor=False)
token = reviewer_door()
if token:
    review_desk(token)
