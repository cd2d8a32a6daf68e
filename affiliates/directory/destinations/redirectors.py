"""Addresses that only lead on to another one, as people copy them from a post, a search or a mail."""

import posixpath
import re
from urllib.parse import parse_qs, unquote, urlsplit

from affiliates.directory.destinations.hosts import browser_host

# By host and path, where the address that they lead to stands in the query. Each host also with subdomains.
_REDIRECTORS = {
    r"lm?\.(?:facebook|instagram|messenger|threads)\.(?:com|net)(?:/.*)?": ("u",),
    r"(?:facebook\.com|fb\.com|fb\.me)/(?:l|flx/warn)(?:\.php(?:/.*)?)?|instagram\.com/linkshim": ("u",),
    r"google\.[a-z]{2,3}(?:\.[a-z]{2})?/url": ("q", "url"),
    r"youtube\.com/redirect": ("q",),
    r"(?:twitter|x)\.com/(?:i/redirect|safety/unsafe_link_warning)": ("url", "unsafe_link"),
    r"linkedin\.com/redir/redirect|safelinks\.protection\.outlook\.com|slack-redir\.net/link": ("url",),
    r"out\.reddit\.com(?:/\w+)?": ("url",),
    r"duckduckgo\.com/l": ("uddg",),
    r"t\.umblr\.com/redirect": ("z",),
    r"vk\.com/away\.php": ("to",),
}
_PARAMETERS = {re.compile(rf"(?:[\w-]+\.)*(?:{place})"): names for place, names in _REDIRECTORS.items()}
_SHORTENER = re.compile(
    r"(?:www\.)?(?:(?:bit|buff|cutt|ow|rebrand|t)\.ly|bitly\.com|dub\.sh|goo\.gl|(?:is|v)\.gd|lnkd\.in|rb\.gy|s\.id"
    r"|shorturl\.at|t\.co|tiny\.cc|tinyurl\.com|urlz\.fr)"
)


def redirect_target(link: str) -> str | None:
    """The address that a link leads on to, as its query says: empty where there is none; None for other links.

    Raises ``ValueError`` as ``browser_host`` does.
    """
    parts, host = urlsplit(link), browser_host(link)
    if not parts.query and not host.startswith(("l.", "lm.")):  # nearly every link
        return None
    place = host + _path(parts.path)
    names = next((names for pattern, names in _PARAMETERS.items() if pattern.fullmatch(place)), None)
    if names is None:
        return None
    query = parse_qs(parts.query)
    return next((query[name][0].strip() for name in names if name in query), "")


def is_shortened(link: str) -> bool:
    """Whether a link is a short name for another one, which its owner may change at any time.

    Raises ``ValueError`` as ``browser_host`` does.
    """
    return _SHORTENER.fullmatch(browser_host(link)) is not None


def _path(path: str) -> str:
    """A path as browsers and servers read it, in lower case: "/x/../%6c.php" is "/l.php"."""
    return posixpath.normpath("/" + unquote(path).lstrip("/")).rstrip("/").lower()
