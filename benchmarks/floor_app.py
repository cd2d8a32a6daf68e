"""A Streamlit page with one button: no page that has a button can answer sooner."""

import streamlit as st

CLICKS = "clicks"

st.button("Count", on_click=lambda: st.session_state.update({CLICKS: st.session_state.get(CLICKS, 0) + 1}))
st.header(f"{st.session_state.get(CLICKS, 0)} clicks", anchor=False)
