"""Which applications wait for a decision?"""

import streamlit as st

from components.review.desk import review_desk
from components.review.sign_in import reviewer_door
from components.shell.page import require_frame

require_frame()

st.title("For reviewers", anchor=False)
token = reviewer_door()
if token:
    review_desk(token)
