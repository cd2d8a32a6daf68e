"""The ways to pass on the answer for a region, on the screen and on paper."""

from base64 import b64encode
from urllib.parse import urlencode

from markupsafe import Markup

from affiliates.content.find_words import qr_code_alt
from affiliates.site.pages import fragments, sharing
from affiliates.site.pictures.qr_code import qr_code_png
from affiliates.site.settings import public_url
from components.state.language import current_language, with_language
from components.state.url import page_url


def ways_to_share(region: str) -> sharing.Sharing:
    """The link to the answer, a text message and a mail that hold it, and its QR code."""
    link = _address(region)
    return sharing.sharing(current_language(), region, link, _picture(link))


def printed_address(region: str) -> Markup:
    """The address of the answer and its QR code; server/first_page/assets/app.css shows them on paper only."""
    link = _address(region)
    return fragments.printed_address(link, _picture(link), qr_code_alt(current_language(), link))


def _address(region: str) -> str:
    query = with_language(region=region)
    return f"{public_url()}?{urlencode(query)}" if public_url() else page_url("", query)


def _picture(link: str) -> str:
    # Half a kilobyte within the page: nothing to fetch, or to be kept for each visitor, and printed at once.
    return f"data:image/png;base64,{b64encode(qr_code_png(link)).decode('ascii')}"
