"""Which address a request asks for, and under which public address the site is."""

import re
from dataclasses import dataclass

from starlette.datastructures import Headers, QueryParams
from starlette.types import Scope

from affiliates.languages.catalogs import languages
from affiliates.languages.language import Language
from affiliates.languages.preference import PARAMETER, language_with, preferred_language

# A name or an IP address, and a port: nothing that could mean something inside a page (RFC 3986, 3.2.2).
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?")
# What browsers say of a page that is to stand within another one (Sec-Fetch-Dest).
FRAMES = frozenset({"iframe", "frame", "object", "embed"})
_FOR_EVERYONE = "public, no-cache"
_FOR_ONE = "private, no-cache"


@dataclass(frozen=True)
class Addresses:
    """Where the server stands.

    Attributes
    ----------
    base_path
        ``server.baseUrlPath`` as a prefix of paths ("/map"); empty where there is none.
    public_url
        What the operator says, with a slash at its end; empty where it is not set.
    """

    base_path: str = ""
    public_url: str = ""

    def below(self, scope: Scope) -> str | None:
        """The address that a request asks for, without a slash in front; None outside of our base path."""
        path: str = scope["path"]
        prefix = self.root(scope)
        return path[len(prefix) :] if path.startswith(prefix) else None

    def is_root_without_slash(self, scope: Scope) -> bool:
        """Whether "/map" is asked for where the map is at "/map/"."""
        return f"{scope['path']}/" == self.root(scope) != "/"

    def root(self, scope: Scope) -> str:
        """The path of the map: "/", or "/map/" below a base path."""
        return f"{scope.get('root_path', '')}{self.base_path}/"

    def map_in(self, language: Language, scope: Scope) -> str:
        """The path of the map in a language, which it names where this browser would rather have another."""
        is_preferred = language == _preferred(scope)
        return self.root(scope) if is_preferred else f"{self.root(scope)}?{PARAMETER}={language.code}"

    def language(self, scope: Scope) -> Language:
        """The language that an address names in front ("es/r/") or as its parameter, else the browser's."""
        first = (self.below(scope) or "").partition("/")[0]
        asked = QueryParams(scope["query_string"]).get(PARAMETER, "")
        return languages().get(first) or language_with(asked) or _preferred(scope)

    def base_url(self, scope: Scope) -> str:
        """The public address of the site, with a slash at its end: the setting, else what this request says.

        The scheme is that of the proxy where uvicorn trusts it: on this machine, or listed in FORWARDED_ALLOW_IPS.
        """
        if self.public_url:
            return self.public_url
        host = Headers(scope=scope).get("host", "").lower()
        if not _HOST.fullmatch(host):
            name, port = scope.get("server") or ("localhost", None)
            host = f"[{name}]" if ":" in name else name
            host = f"{host}:{port}" if port else host
        scheme = "https" if scope["scheme"] == "https" else "http"
        return f"{scheme}://{host}{self.root(scope)}"

    @property
    def caching(self) -> str:
        """How long others may keep what is made for a base URL: browsers ask each time whether it is still the same.

        A Host header can be forged, so without the setting no cache on the way may keep the answer for somebody else.
        """
        return _FOR_EVERYONE if self.public_url else _FOR_ONE


def _preferred(scope: Scope) -> Language:
    return preferred_language(Headers(scope=scope).get("accept-language", ""))
