"""Web addresses of groups: which are links that lead somewhere, and which only look like one."""

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from affiliates.directory.mistakes import Mistake

# What each link column is called on the page, and the sites whose addresses belong in it (none: any site).
LINK_LABELS = {
    "website": "Website",
    "facebook": "Facebook",
    "twitter": "Twitter",
    "instagram": "Instagram",
    "youtube": "YouTube",
    "other_link": "Other link",
}
LINK_SITES = {
    "facebook": ("facebook.com", "fb.com", "fb.me"),
    "twitter": ("twitter.com", "x.com"),
    "instagram": ("instagram.com",),
    "youtube": ("youtube.com", "youtu.be"),
}
# First steps of a path that need one more step behind them: facebook.com/groups alone is nobody's page.
_PATHS_OF_NOBODY = {"groups", "pages", "profile.php", "channel", "c", "user", "people", "p", "watch"}
_UNSAFE = re.compile(r"[\s\x00-\x20\x7f<>\"'`{}|\\^]")
_HANDLE = re.compile(r"@?[\w-][\w-]*|@[\w.-]+")
_NO_MATTER = re.compile(r"^(www|m|mobile|web|mbasic|[a-z]{2}-[a-z]{2})\.")
_NO_MATTER_EITHER = re.compile(r"utm_.*|(fb|g|msclk|twcl)clid|fbclid|igsh(id)?|mibextid|ref|ref_src|si|feature")
_SAME_SITE = {"x.com": "twitter.com", "fb.com": "facebook.com"}
# What stands behind the question mark there tells who shared an address, unless its page is a .php.
_QUERY_NO_MATTER = {"facebook.com", "twitter.com", "instagram.com"}
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.?|\[[0-9a-f:.]+\]")


class LinkError(ValueError):
    """An address that cannot be a link; the message says why and what to do."""

    @property
    def mistake(self) -> Mistake:
        """What is wrong."""
        return Mistake("message", {"message": str(self)})


def validate_link(column: str, text: str) -> str:
    """The address in ``text`` as a full ``http`` or ``https`` link that is safe to follow.

    Raises ``LinkError`` where it is no web address, names a user or password, or is cut short. Characters outside
    ASCII are kept in the host and percent-encoded behind it; everything else stays as typed.
    """
    if _UNSAFE.search(text):
        raise LinkError("has a space or another character no link has: copy it again from the browser")
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        parts.port  # noqa: B018  raises where the port is no number
    except ValueError:
        raise LinkError("is no web address: copy it again from the browser") from None
    if parts.scheme.lower() not in {"http", "https"}:
        raise LinkError("is no web address: it has to begin with https://")
    if not _HOST.fullmatch(host) or "@" in parts.netloc:
        raise LinkError("names no website: it has to look like https://www.example.org")
    if _is_cut_short(column, text):
        raise LinkError("is cut short and leads nowhere: copy the whole address from the browser")
    return _in_ascii_behind_host(text)


def complete_link(column: str, typed: str) -> str:
    """The full link that a person means who types an address the way people do.

    ``www.facebook.com/groups/x``, ``instagram.com/x`` and, where the column is of one site, ``@name`` or ``name``.
    Raises ``LinkError`` as ``validate_link`` does, and where the address is of another site than its column.
    """
    text = typed.strip()
    site = LINK_SITES.get(column, ("",))[0]
    if site and _HANDLE.fullmatch(text):
        text = f"https://www.{site}/{'@' if column == 'youtube' else ''}{text.removeprefix('@')}"
    elif not re.match(r"[a-z][a-z0-9+.-]*:", text, re.IGNORECASE) or re.match(r"[\w.-]+:\d", text):
        text = f"https://{text.removeprefix('//')}"
    link = validate_link(column, text)
    if leads_to_another_site(column, link):
        as_name = ". If it is a name there, write it with @ in front" if re.fullmatch(r"[\w.-]+", typed.strip()) else ""
        raise LinkError(f"is not an address of {LINK_LABELS[column]}: put it under Website or Other link{as_name}")
    return link


def canonical_link(link: str) -> str:
    """What two links share that lead to the same place, however they are written; for comparing only."""
    parts = urlsplit(link.casefold())
    host = _NO_MATTER.sub("", parts.hostname or "")
    host = _SAME_SITE.get(host, host)
    told = parse_qsl(parts.query, keep_blank_values=True)
    if host in _QUERY_NO_MATTER and not parts.path.endswith(".php"):
        told = []
    query = urlencode(sorted((name, value) for name, value in told if not _NO_MATTER_EITHER.fullmatch(name)))
    return f"{host}{parts.path.rstrip('/')}?{query}"


def leads_to_another_site(column: str, link: str) -> bool:
    """Whether a link stands in the column of a site that it does not lead to."""
    sites = LINK_SITES.get(column)
    return bool(sites) and not _is_at(link, sites or ())


def link_label(column: str, link: str) -> str:
    """What a link is called for a visitor: its site, and for Facebook whether it is a group or a page.

    A link that leads to another site than its column says is not called by that site's name.
    """
    if leads_to_another_site(column, link):
        return LINK_LABELS["other_link"]
    if column == "facebook":
        return "Facebook group" if "/groups/" in urlsplit(link).path else "Facebook page"
    return LINK_LABELS[column]


def _is_cut_short(column: str, text: str) -> bool:
    parts = urlsplit(text)
    host = parts.hostname or ""
    if text.endswith(("...", "…")) or "." not in host.strip("."):
        return True
    steps = [step for step in parts.path.split("/") if step]
    of_a_site = any(_is_at(text, sites) for sites in LINK_SITES.values())
    return of_a_site and not parts.query and (not steps or (len(steps) == 1 and steps[0].lower() in _PATHS_OF_NOBODY))


def _is_at(link: str, sites: tuple[str, ...]) -> bool:
    host = (urlsplit(link).hostname or "").lower()
    return any(host == site or host.endswith("." + site) for site in sites)


def _in_ascii_behind_host(text: str) -> str:
    scheme, _, rest = text.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host}{slash}" + quote(path, safe="%/:=&?~#+!$,;@()*[]-._")
