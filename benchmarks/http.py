"""Plain HTTP on a kept connection, as lean as it can be, so that the server is measured and not the measuring."""

import asyncio
from dataclasses import dataclass

_TIMEOUT = 60.0


@dataclass
class Connection:
    """A connection that stays open: one answer after the other."""

    host: str
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def to(cls, host: str, port: int) -> "Connection":
        """Opens a connection."""
        return cls(f"{host}:{port}", *await asyncio.open_connection(host, port))

    async def get(self, path: str, headers: str = "") -> int:
        """Reads the whole answer to a GET; returns its status. ``headers`` are further lines, each ended by CR LF."""
        self.writer.write(f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\n{headers}\r\n".encode())
        head = await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), _TIMEOUT)
        status = int(head.split(b" ", 2)[1])
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
