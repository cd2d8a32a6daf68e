"""The ways to pass on the answer for a region, on the screen and on paper."""

from base64 import b64encode
from urllib.parse import quote, urlencode

import streamlit as st
from markupsafe import Markup

from affiliates.content.find_words import COPY_LINK, SAVE_QR_CODE, SHARE_SHEET, qr_code_alt, share_subject
from affiliates.site.pages import fragments
from affiliates.site.pictures.qr_code import qr_code_png
from affiliates.site.settings import public_url
from components.state.language import current_language, gettext, pgettext, with_language
from components.state.url import page_url

_QR_WIDTH = 180  # pixels


def share_box(region: str) -> None:
    """Behind a button: the link to copy, a text message and a mail that hold it, the browser's own way to share, and a
    QR code."""
    box = st.popover(
        pgettext("button", "Share"), key="share", icon=":material/share:", type="tertiary", on_change="rerun", wrap=True
    )
    if not box.open:
        return
    link, subject = _address(region), share_subject(current_language(), region)
    text = quote(f"{subject}: {link}")
    with box:
        st.markdown(
            f"[{gettext(COPY_LINK)}](#copy-link)\n\n[{gettext(SHARE_SHEET)}](#share-sheet)"
        )  # server/first_page/assets/app.js
        st.link_button(gettext("Text message"), f"sms:?&body={text}", icon=":material/sms:", width="stretch")
        st.link_button(
            gettext("Email"), f"mailto:?subject={quote(subject)}&body={text}", icon=":material/mail:", width="stretch"
        )
        st.code(link, language=None, wrap_lines=True)
        _qr_code(link)
        st.download_button(
            gettext(SAVE_QR_CODE),
            data=lambda: qr_code_png(link),
            file_name=f"affiliate-groups-{region.lower()}-qr-code.png",
            mime="image/png",
            on_click="ignore",
            icon=":material/qr_code_2:",
            width="stretch",
        )


def printed_address(region: str) -> Markup:
    """The address of the answer and its QR code; server/first_page/assets/app.css shows them on paper only."""
    link = _address(region)
    return fragments.printed_address(link, _picture(link), qr_code_alt(current_language(), link))


def _address(region: str) -> str:
    query = with_language(region=region)
    return f"{public_url()}?{urlencode(query)}" if public_url() else page_url("", query)


def _qr_code(link: str) -> None:
    st.image(_picture(link), width=_QR_WIDTH, alt=qr_code_alt(current_language(), link))


def _picture(link: str) -> str:
    # Half a kilobyte within the page: nothing to fetch, or to be kept for each visitor, and printed at once.
    return f"data:image/png;base64,{b64encode(qr_code_png(link)).decode('ascii')}"
