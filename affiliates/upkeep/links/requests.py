"""One request at a time to a host, small, short, and without cookies: how the link checker asks."""

import asyncio
import ssl
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from socket import EAI_NONAME, gaierror
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

from httpcore import URL, AsyncConnectionPool, AsyncNetworkBackend
from w3lib.url import safe_url_string

from affiliates.directory.destinations.hosts import browser_host
from affiliates.upkeep.links.network import WEB_PORTS

MAX_BODY = 64 * 1024
SECONDS_BETWEEN = 1.0  # of two requests to the same host
TIMEOUT = 10.0  # seconds for a whole request, however slowly it goes on
_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}


@dataclass(frozen=True)
class Answer:
    """What a server said: its status, where it sends us on (a full address, or empty), and how the body begins."""

    status: int
    content_type: str = ""
    moved_to: str = ""
    body: bytes = b""

    @property
    def is_permanent(self) -> bool:
        """Whether it says that the page has moved for good."""
        return self.status in _PERMANENT


class HostPace:
    """Has everybody who asks the same host wait for their turn, a second after the one before."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Reads the time by ``clock``, in seconds."""
        self._clock, self._sleep = clock, sleep
        self._free_at: dict[str, float] = defaultdict(float)

    async def wait(self, host: str) -> None:
        """Returns when it is the turn of this request."""
        now = self._clock()
        turn = max(now, self._free_at[host])
        self._free_at[host] = turn + SECONDS_BETWEEN
        if turn > now:
            await self._sleep(turn - now)


class Requests:
    """Asks servers by ``network``; sends no cookies, takes no compressed answers and follows no redirect."""

    def __init__(
        self,
        user_agent: str,
        network: AsyncNetworkBackend,
        *,
        pace: HostPace | None = None,
        timeout: float = TIMEOUT,
        certificates: ssl.SSLContext | None = None,
    ) -> None:
        """Trusts the usual authorities, unless ``certificates`` says whom."""
        self._pace = pace or HostPace()
        self._timeout = timeout
        self._pool = AsyncConnectionPool(certificates, network_backend=network, max_connections=None)
        self._headers: dict[bytes | str, bytes | str] = {
            "User-Agent": user_agent,
            "Accept": "text/html, */*;q=0.5",
            "Accept-Encoding": "identity",
        }

    async def __aenter__(self) -> Self:
        """Opens no connection yet."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes every connection."""
        await self._pool.aclose()

    async def ask(self, method: str, address: str) -> Answer:
        """The answer to one request, once it is this host's turn.

        Raises ``socket.gaierror`` for a name that cannot be looked up, ``PermissionError`` for what is not public,
        ``TimeoutError``, and what httpcore raises where there is no connection, or an answer that is none.
        """
        url = _url(address)
        await self._pace.wait(url.host.decode())
        async with (
            asyncio.timeout(self._timeout),
            self._pool.stream(method, url, headers=self._headers) as response,
        ):
            headers = {name.lower(): value.decode("utf-8", "replace") for name, value in response.headers}
            location = headers.get(b"location", "") if response.status in _REDIRECTS else ""
            body = b""
            if not location:
                async for part in response.aiter_stream():
                    body += part
                    if len(body) >= MAX_BODY:
                        break
        return Answer(response.status, headers.get(b"content-type", ""), _followed(address, location), body[:MAX_BODY])


def _followed(address: str, location: str) -> str:
    """The full address that a redirect leads to, in ASCII, empty where there is none."""
    return safe_url_string(urljoin(address, location.strip())).partition("#")[0] if location else ""


def _url(address: str) -> URL:
    """An address as it is asked for, the host in ASCII. Raises for what is no public web address by its looks alone."""
    try:
        parts = urlsplit(safe_url_string(address))
        host, port, scheme = browser_host(address), parts.port, parts.scheme.lower()
    except ValueError:
        raise gaierror(EAI_NONAME, address) from None
    if not host or scheme not in WEB_PORTS or port not in {None, WEB_PORTS[scheme]}:
        raise PermissionError(address)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return URL(scheme=scheme, host=host, port=None, target=target)
