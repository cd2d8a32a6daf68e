"""Plain HTTP on a kept connection, as lean as it can be, so that the server is measured and not the measuring."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field

_TIMEOUT = 60.0
_SET_COOKIE = "set-cookie: "


def keep_cookies(cookies: dict[str, str], headers: Iterable[str]) -> None:
    """Adds what Set-Cookie headers say; paths and ages do not matter for a visit."""
    for header in headers:
        name, _, value = header.partition(";")[0].strip().partition("=")
        cookies[name] = value


def cookie_header(cookies: dict[str, str]) -> str:
    """What a browser sends."""
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


@dataclass
class Connection:
    """A connection that stays open: one answer after the other. ``cookies`` are sent, and those that come are kept."""

    host: str
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    cookies: dict[str, str] = field(default_factory=dict)

    @classmethod
    async def to(cls, host: str, port: int, *, source: str = "") -> "Connection":
        """Opens a connection; ``source`` is the address that the other side sees, of those that this machine has."""
        local = (source, 0) if source else None
        return cls(f"{host}:{port}", *await asyncio.open_connection(host, port, local_addr=local))

    async def get(self, path: str, headers: str = "") -> int:
        """Reads the whole answer to a GET; returns its status. ``headers`` are further lines, each ended by CR LF."""
        cookies = f"Cookie: {cookie_header(self.cookies)}\r\n" if self.cookies else ""
        self.writer.write(f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\n{cookies}{headers}\r\n".encode())
        head = await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), _TIMEOUT)
        status = int(head.split(b" ", 2)[1])
        keep_cookies(
            self.cookies, (line[12:] for line in head.decode().split("\r\n") if line[:12].lower() == _SET_COOKIE)
        )
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
        if fields.get(b"transfer-encoding") == b"chunked":
            await self._read_chunks()
        elif status not in (204, 304):
            await self.reader.readexactly(int(fields.get(b"content-length", b"0")))
        return status

    def close(self) -> None:
        """Closes the connection."""
        self.writer.close()

    async def _read_chunks(self) -> None:
        while size := int(await self.reader.readuntil(b"\r\n"), 16):
            await self.reader.readexactly(size + 2)
        await self.reader.readuntil(b"\r\n")
