"""Which applications are waiting for a decision?"""

import streamlit as st

from components.review.desk import review_desk
from components.review.door.sign_in import require_reviewer
from components.shell.page import ensure_shell

ensure_shell()

st.title("For reviewers", anchor=False)
token = require_reviewer()
if token:
    review_desk(token)
