"""Web addresses of groups: which of them are links, and which lead to the same page."""

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from w3lib.url import canonicalize_url

from affiliates.directory.destinations.hosts import browser_host, mixes_scripts
from affiliates.directory.destinations.redirectors import redirect_target
from affiliates.directory.mistakes import Mistake
from affiliates.errors import LinkError

# What the sites are called that have a column of their own.
SITE_NAMES = {"facebook": "Facebook", "twitter": "Twitter", "instagram": "Instagram", "youtube": "YouTube"}
# The sites whose addresses belong in a column; any site belongs in the others.
LINK_SITES = {
    "facebook": ("facebook.com", "fb.com", "fb.me"),
    "twitter": ("twitter.com", "x.com"),
    "instagram": ("instagram.com",),
    "youtube": ("youtube.com", "youtu.be"),
}
# First segments of a path that need another one: facebook.com/groups alone is no one's page.
_INCOMPLETE_PATHS = {"groups", "pages", "profile.php", "channel", "c", "user", "people", "p", "watch"}
_UNSAFE = re.compile(r"[\s\x00-\x20\x7f<>\"'`{}|\\^]")
_HANDLE = re.compile(r"@?[\w-][\w-]*|@[\w.-]+")
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.?|\[[0-9a-f:.]+\]")
# Parts of an address that do not change where it leads: subdomains for devices and languages, and tracking parameters.
_SUBDOMAIN = re.compile(r"^(www|m|mobile|web|mbasic|[a-z]{2}-[a-z]{2})\.")
_TRACKING = re.compile(r"utm_.*|(fb|g|msclk|twcl)clid|fbclid|igsh(id)?|mibextid|ref|ref_src|si|feature")
_SAME_SITE = {"x.com": "twitter.com", "fb.com": "facebook.com"}
# A redirector that leads to a redirector is copied now and then; more of them hide something.
_MAX_REDIRECTS = 5
# Sites where the query only tells who shared an address, unless the page is a .php.
_SITES_WITHOUT_QUERY = {"facebook.com", "twitter.com", "instagram.com"}


def validate_link(text: str) -> str:
    """The address in ``text`` as a full ``http`` or ``https`` link that is safe to follow.

    Characters outside ASCII are kept in the host and percent-encoded after it; everything else stays as typed. Of an
    address that only leads on to another one, it is the other one. Raises ``LinkError`` if it is not a web address,
    contains a user name or password, is cut short, or has a host of look-alike letters from several scripts.
    """
    for _ in range(_MAX_REDIRECTS):
        _check_address(text)
        target = redirect_target(text)
        if target is None:
            if _is_cut_short(text):
                raise LinkError(Mistake("link_cut_short"))
            return _encode_after_host(text)
        if not target.startswith(("http://", "https://")):
            break
        text = target
    raise LinkError(Mistake("link_leads_on"))


def complete_link(column: str, typed: str) -> str:
    """The full link for an address typed the way people do.

    Accepts ``www.facebook.com/groups/x``, ``instagram.com/x`` and, in the column of a site, ``@name`` or ``name``.
    Raises ``LinkError`` as ``validate_link`` does, and if the address does not lead to the site of its column.
    """
    text = typed.strip()
    site = LINK_SITES.get(column, ("",))[0]
    if site and _HANDLE.fullmatch(text):
        text = f"https://www.{site}/{'@' if column == 'youtube' else ''}{text.removeprefix('@')}"
    elif not re.match(r"[a-z][a-z0-9+.-]*:", text, re.IGNORECASE) or re.match(r"[\w.-]+:\d", text):
        text = f"https://{text.removeprefix('//')}"
    link = validate_link(text)
    if leads_to_another_site(column, link):
        may_be_handle = re.fullmatch(r"[\w.-]+", typed.strip())
        code = "link_elsewhere_or_handle" if may_be_handle else "link_elsewhere"
        raise LinkError(Mistake(code, {"site": SITE_NAMES[column]}))
    return link


def canonical_link(link: str) -> str:
    """One form for all links that lead to the same page, however they are written; only for comparing them."""
    link = link.casefold()
    if "%" in link or not link.isascii():  # others are in w3lib's form already, which takes longer than the rest
        link = canonicalize_url(link)
    parts = urlsplit(link)
    host = _SUBDOMAIN.sub("", parts.hostname or "")
    host = _SAME_SITE.get(host, host)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
    if host in _SITES_WITHOUT_QUERY and not parts.path.endswith(".php"):
        query = []
    return f"{host}{parts.path.rstrip('/')}?{urlencode(sorted(query))}"


def is_same_address(one: str, other: str) -> bool:
    """Whether two links are one address, spelled in two ways that never lead to different pages.

    They may differ in the case of the host, a subdomain for devices, tracking parameters, and slashes at the end. A
    change from ``http`` to ``https``, or of letters in the path, is a change.
    """
    spelled, other_spelled = urlsplit(one), urlsplit(other)
    return (
        spelled.scheme.lower() == other_spelled.scheme.lower()
        and spelled.path.rstrip("/") == other_spelled.path.rstrip("/")
        and canonical_link(one) == canonical_link(other)
    )


def leads_to_another_site(column: str, link: str) -> bool:
    """Whether a link is in the column of a site that it does not lead to."""
    sites = LINK_SITES.get(column)
    return bool(sites) and not _is_on(link, sites or ())


def _check_address(text: str) -> None:
    """Raises ``LinkError`` for a text that is no web address, or whose host is not what it looks like."""
    if _UNSAFE.search(text):
        raise LinkError(Mistake("link_characters"))
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        parts.port  # noqa: B018  raises if the port is not a number
    except ValueError:
        raise LinkError(Mistake("link_malformed")) from None
    if parts.scheme.lower() not in {"http", "https"}:
        raise LinkError(Mistake("link_scheme"))
    if not _HOST.fullmatch(host) or "@" in parts.netloc:
        raise LinkError(Mistake("link_host"))
    _check_letters(text)


def _check_letters(text: str) -> None:
    """Raises ``LinkError`` for a host that no browser takes, or that is made of letters of several scripts."""
    try:
        is_mixed = mixes_scripts(browser_host(text))
    except ValueError:
        raise LinkError(Mistake("link_host")) from None
    if is_mixed:
        raise LinkError(Mistake("link_mixed_letters"))


def _is_cut_short(text: str) -> bool:
    parts = urlsplit(text)
    if text.endswith(("...", "…")) or "." not in (parts.hostname or "").strip("."):
        return True
    if parts.query or not any(_is_on(text, sites) for sites in LINK_SITES.values()):
        return False
    segments = [segment for segment in parts.path.split("/") if segment]
    return not segments or (len(segments) == 1 and segments[0].lower() in _INCOMPLETE_PATHS)


def _is_on(link: str, sites: tuple[str, ...]) -> bool:
    host = (urlsplit(link).hostname or "").lower()
    return any(host == site or host.endswith("." + site) for site in sites)


def _encode_after_host(text: str) -> str:
    scheme, _, rest = text.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host}{slash}" + quote(path, safe="%/:=&?~#+!$,;@()*[]-._")
