"""The headers that keep a visitor's browser with us: policies for each kind of address."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from affiliates.languages.catalogs import languages
from affiliates.review.sign_in import SIGN_IN_PAGE
from affiliates.site.addresses import ALLIES_PAGE, WRITE_PAGE
from affiliates.site.pages.links import PEOPLE_PAGE, PLACE_PAGE
from affiliates.upkeep.reminders.sending import LINK_FOLDER
from server.addresses import Addresses

# Downloads, data and pictures: an SVG may have styles, and nothing in any of them may run.
_FILE = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# Streamlit's styles are made in the browser, hence 'unsafe-inline' for them. Its reader of messages counts in a small
# WebAssembly module (long.js), and charts draw with blobs and workers.
_APP = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; worker-src 'self' blob:; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
)
# streamlit-folium runs the text it gets with eval, in inline scripts. The map gets codes, numbers and our own words
# only (components/map/region_map.py), and its frame may talk to nobody but us either.
_MAP = (
    "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors {ancestors}"
)
_SITE = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
)
# Where reviewers type their passphrase, a group answers our letter, a visitor writes to one, or somebody leaves an
# address, nothing runs, and nothing of it goes to anybody else.
_FORM = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    # Where a parent came from is nobody else's business.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), "
    "midi=(), accelerometer=(), gyroscope=(), magnetometer=(), display-capture=(), browsing-topics=()",
}
# A page that opened this one, or that this one opens, gets no hold of it. Not for what any site may embed, and so hold:
# a browser that meets this header begins anew in another process, and a parent waits a tenth longer for the map.
_ALONE = {"Cross-Origin-Opener-Policy": "same-origin"}
# Browsers heed it behind HTTPS only (RFC 6797, 8.1). Not for other hosts of the same domain: they are not ours.
_HTTPS_ONLY = (b"strict-transport-security", b"max-age=31536000")
# A download may be an applicant's own copy: it stays with nobody on the way, and not in the browser's cache.
_NOT_KEPT = (b"cache-control", b"no-store")
_RawHeaders = list[tuple[bytes, bytes]]


class SecurityHeaders:
    """Adds the headers to every answer that does not set them itself; WebSockets pass through untouched.

    That no download is kept holds whatever the app says.
    """

    def __init__(self, app: ASGIApp, *, addresses: Addresses, inline_scripts: Iterable[str], ancestors: str) -> None:
        """``inline_scripts`` are the hashes of the scripts inside Streamlit's HTML; ``ancestors`` may embed us."""
        self.app = app
        self._addresses = addresses
        self._is_https = addresses.public_url.startswith("https:")
        scripts = " ".join(f"'{each}'" for each in inline_scripts)
        # Every page around the map's frame has to be allowed, our own one too.
        named = [each for each in ancestors.split() if each not in {"'none'", "'self'"}]
        around_the_map = "*" if ancestors == "*" else " ".join([*named, "'self'"])
        self._map = _raw(_MAP.format(ancestors=around_the_map))
        self._find = _raw(_APP.format(scripts=scripts, ancestors=ancestors))
        self._page = _raw(_APP.format(scripts=scripts, ancestors="'self'"), _ALONE)
        self._review = _raw(_APP.format(scripts=scripts, ancestors="'none'"), _ALONE)
        self._form = _raw(_FORM, _ALONE)
        self._region = _raw(_SITE.format(ancestors=ancestors))
        self._file = _raw(_FILE)
        self._download = [*self._file, _NOT_KEPT]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers as the app does, with the headers."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        headers = self._headers_for(self._addresses.below(scope))
        if self._is_https or scope["scheme"] == "https":
            headers = [*headers, _HTTPS_ONLY]
        overridden = {name for name, _ in headers} & {_NOT_KEPT[0]}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [each for each in message["headers"] if each[0].lower() not in overridden]
                own = {name.lower() for name, _ in kept}
                added = [header for header in headers if header[0] not in own]
                message = {**message, "headers": [*kept, *added]}
            await send(message)

        return await self.app(scope, receive, send_with_headers)

    def _headers_for(self, address: str | None) -> _RawHeaders:
        if address is None:
            return self._file
        first, _, rest = address.partition("/")
        if first in languages() and rest:  # "es/r/US-MI/" is a page as "r/US-MI/" is
            address = rest
            first, _, rest = address.partition("/")
        if first == "media":
            return self._download
        if first in {"_stcore", "og", "badge"} or (not rest and "." in first):
            return self._file
        if first == "component":
            return self._map
        if first in {"r", PLACE_PAGE} or address == ALLIES_PAGE:
            return self._region
        if first in {SIGN_IN_PAGE, LINK_FOLDER, WRITE_PAGE, PEOPLE_PAGE}:
            return self._form
        if first == "review":
            return self._review
        return self._page if address else self._find


def _raw(policy: str, more: Mapping[str, str] = MappingProxyType({})) -> _RawHeaders:
    headers = {"Content-Security-Policy": policy, **_ALWAYS, **more}
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]
