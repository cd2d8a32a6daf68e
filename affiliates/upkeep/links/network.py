"""The only way out of the link checker: to public addresses of the web, looked up once and used as they were looked up.

A name may lead to a private address at one look and to a public one at the next. So the addresses that were checked are
the ones that are connected to; nothing below looks the name up again.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable
from ipaddress import IPv6Address, ip_address

from httpcore import SOCKET_OPTION, AnyIOBackend, AsyncNetworkBackend, AsyncNetworkStream, ConnectError

WEB_PORTS = {"http": 80, "https": 443}
Resolve = Callable[[str], Awaitable[list[str]]]


async def system_addresses(host: str) -> list[str]:
    """The addresses of a host as this machine looks them up, the preferred one first. Raises ``socket.gaierror``."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except UnicodeError:  # a label that is empty or too long
        raise socket.gaierror(socket.EAI_NONAME, host) from None
    return [str(each[4][0]) for each in found]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: not if it wraps another one (IPv4-mapped, NAT64, 6to4)."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    is_6to4 = isinstance(found, IPv6Address) and found.sixtofour is not None
    return found.is_global and not (found.is_multicast or found.is_reserved or is_6to4)


class PublicNetwork(AsyncNetworkBackend):
    """Connects to hosts whose every address is public, on the ports of the web; raises ``PermissionError`` else."""

    def __init__(self, resolve: Resolve = system_addresses, dial: AsyncNetworkBackend | None = None) -> None:
        """Looks names up by ``resolve``, and connects to an address and port by ``dial``: this machine's own way."""
        self._resolve = resolve
        self._dial = dial or AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> AsyncNetworkStream:
        """Connects to the first address of a host that takes the connection."""
        if port not in WEB_PORTS.values():
            raise PermissionError(f"{host}:{port}")
        addresses = await self._resolve(host)
        if not addresses or not all(map(is_public, addresses)):
            raise PermissionError(host)
        failure: ConnectError | None = None
        for address in addresses:
            try:
                return await self._dial.connect_tcp(address, port, timeout, local_address, socket_options)
            except ConnectError as error:
                failure = error
        raise failure or ConnectError(host)

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[SOCKET_OPTION] | None = None
    ) -> AsyncNetworkStream:
        """Refuses: a file of this machine is no address of the web."""
        raise PermissionError(path)

    async def sleep(self, seconds: float) -> None:
        """Waits between attempts."""
        await self._dial.sleep(seconds)
