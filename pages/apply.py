"""How does a group ask to be listed?"""

import streamlit as st

from affiliates.content import charter
from components.apply.start import wide_form
from components.shared.sections import start_title, statements
from components.shell.page import ensure_shell
from components.state.language import gettext
from components.state.page_query import read_page_query

ensure_shell()

start_title(read_page_query().region)
statements(gettext("What your group can count on"), map(gettext, charter.BENEFITS))
st.header(gettext("Add your group"), anchor="apply")
wide_form(read_page_query())
