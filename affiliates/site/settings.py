"""What the operator says about the site: its public address."""

import os
from urllib.parse import urlsplit

from affiliates.errors import SettingError

PUBLIC_URL = "AFFILIATES_PUBLIC_URL"


def public_url() -> str:
    """The public address of the site that AFFILIATES_PUBLIC_URL names, with a slash at its end; empty if not set.

    Raises ``SettingError`` for anything but an http or https address with a host.
    """
    try:
        return parse_public_url(os.environ.get(PUBLIC_URL, ""))
    except SettingError as error:
        raise SettingError(f"{PUBLIC_URL}: {error}") from None


def parse_public_url(text: str) -> str:
    """A public address with a slash at its end, empty for an empty text; raises as ``public_url`` does."""
    address = text.strip()
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError:
        has_host = False
    is_plain = not any(letter.isspace() or letter in "\"'<>\\" for letter in address)
    if not (has_host and is_plain and parts.scheme in {"http", "https"} and "@" not in parts.netloc):
        raise SettingError(f"“{address}” is not a public address. Name one such as https://groups.example.org/.")
    if parts.query or parts.fragment:
        raise SettingError(f"“{address}”: leave out what follows “?” or “#”.")
    return f"{address.rstrip('/')}/"
