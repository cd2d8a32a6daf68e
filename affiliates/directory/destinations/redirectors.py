"""Addresses that only lead on to another one, as people copy them from a post, a search or a mail."""

import re
from urllib.parse import parse_qs, urlsplit

# By host and path, where the address that they lead to stands in the query.
_REDIRECTORS = {
    r"(?:lm?|[\w-]+)\.facebook\.com/(?:l|flx/warn)(?:\.php)?|facebook\.com/l\.php": ("u",),
    r"l\.instagram\.com": ("u",),
    r"(?:www\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?/url": ("q", "url"),
    r"(?:www\.|m\.)?youtube\.com/redirect": ("q",),
    r"(?:www\.)?linkedin\.com/redir/redirect|[\w-]+\.safelinks\.protection\.outlook\.com|slack-redir\.net/link": (
        "url",
    ),
    r"out\.reddit\.com(?:/\w+)?": ("url",),
    r"(?:www\.)?duckduckgo\.com/l": ("uddg",),
    r"t\.umblr\.com/redirect": ("z",),
    r"(?:away\.)?vk\.com/away\.php": ("to",),
}
_PARAMETERS = {re.compile(place): names for place, names in _REDIRECTORS.items()}


def redirect_target(link: str) -> str | None:
    """The address that a link leads on to, as its query says: empty where there is none; None for other links."""
    parts = urlsplit(link)
    if not parts.query:
        return None
    place = f"{(parts.hostname or '').rstrip('.')}{parts.path.rstrip('/')}".lower()
    names = next((names for pattern, names in _PARAMETERS.items() if pattern.fullmatch(place)), None)
    if names is None:
        return None
    query = parse_qs(parts.query)
    return next((query[name][0].strip() for name in names if name in query), "")
