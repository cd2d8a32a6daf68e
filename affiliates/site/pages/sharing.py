"""The ways to pass on the answer for a region."""

from dataclasses import dataclass
from urllib.parse import quote

from affiliates.content.find_words import share_subject
from affiliates.languages.language import Language


@dataclass(frozen=True)
class Sharing:
    """The address of an answer, and links that begin a text message and a mail with it.

    ``picture`` is the address of its QR code and ``file_name`` how that is called when it is saved; both are empty
    where no script can save it.
    """

    address: str
    message: str
    mail: str
    picture: str = ""
    file_name: str = ""


def sharing(language: Language, region: str, address: str, picture: str = "") -> Sharing:
    """The ways to pass on the answer for a region that stands at an address."""
    subject = share_subject(language, region)
    text = quote(f"{subject}: {address}")
    return Sharing(
        address=address,
        message=f"sms:?&body={text}",
        mail=f"mailto:?subject={quote(subject)}&body={text}",
        picture=picture,
        file_name=f"affiliate-groups-{region.lower()}-qr-code.png" if picture else "",
    )
