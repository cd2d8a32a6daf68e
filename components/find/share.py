"""The ways to pass on the answer for a region."""

from urllib.parse import quote, urlencode

import streamlit as st

from affiliates.content.find_words import COPY_LINK, SHARE_SHEET, share_subject
from affiliates.site.settings import public_url
from components.state.url import page_url


def share_box(region: str) -> None:
    """Behind a button: the link to copy, a text message and a mail that hold it, and the browser's own way to share."""
    box = st.popover("Share", key="share", icon=":material/share:", type="tertiary", on_change="rerun")
    if not box.open:
        return
    query = {"region": region}
    link = f"{public_url()}?{urlencode(query)}" if public_url() else page_url("", query)
    subject = share_subject(region)
    text = quote(f"{subject}: {link}")
    with box:
        st.markdown(f"[{COPY_LINK}](#copy-link)\n\n[{SHARE_SHEET}](#share-sheet)")  # server/first_page/assets/app.js
        st.link_button("Text message", f"sms:?&body={text}", icon=":material/sms:", width="stretch")
        st.link_button(
            "Email", f"mailto:?subject={quote(subject)}&body={text}", icon=":material/mail:", width="stretch"
        )
        st.code(link, language=None, wrap_lines=True)
