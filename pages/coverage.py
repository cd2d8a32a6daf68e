"""Where are children without a group?"""

import streamlit as st

from components.coverage_count import coverage_count
from components.frame import require_frame
from components.load import directory

require_frame()

st.title("Where groups are, and where none is yet", anchor=False)
coverage_count(directory().groups)
