"""A line to a server that breaks where a test wants it to."""

import socket
import threading
from contextlib import suppress
from enum import Enum, auto

_COMMIT = b"COMMIT\0"


class Break(Enum):
    """When the line breaks: before a COMMIT reaches the server, or after its answer has left there."""

    BEFORE_COMMIT = auto()
    AFTER_COMMIT = auto()


class Line:
    """Passes on what comes to ``port``. ``break_at`` breaks the next connection on which it happens, once."""

    def __init__(self, server_port: int) -> None:
        """Listens on a free port."""
        self._server_port = server_port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.break_at: Break | None = None
        self.stays_broken = self._is_cut = False
        self._open: set[socket.socket] = set()
        self.breaks = 0
        self.flows = threading.Event()  # cleared, nothing is passed on, and nobody hears of it
        self.flows.set()
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Listens no longer."""
        self.flows.set()
        self._listening.close()

    def cut(self) -> None:
        """Ends every connection, and each that somebody tries to open."""
        self._is_cut = True
        _end(*self._open)
        self._open.clear()

    def mend(self) -> None:
        """Passes on again what comes."""
        self._is_cut = False

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            if self._is_cut or (self.stays_broken and self.breaks):
                client.close()
                continue
            server = socket.create_connection(("127.0.0.1", self._server_port))
            self._open |= {client, server}
            threading.Thread(target=self._pass_on, args=(client, server), daemon=True).start()
            threading.Thread(target=self._pass_back, args=(server, client), daemon=True).start()

    def _pass_on(self, client: socket.socket, server: socket.socket) -> None:
        while data := _received(client):
            self.flows.wait()
            if _COMMIT in data and self.break_at:
                at, self.break_at = self.break_at, None
                self.breaks += 1
                if at is Break.AFTER_COMMIT:
                    client.shutdown(
                        socket.SHUT_WR
                    )  # so that the answer, which the server has given, is not passed back
                    server.sendall(data)
                    return
                break
            server.sendall(data)
        _end(client, server)

    def _pass_back(self, server: socket.socket, client: socket.socket) -> None:
        try:
            while data := _received(server):
                client.sendall(data)
        except OSError:
            pass
        _end(client, server)


def _received(connection: socket.socket) -> bytes:
    try:
        return connection.recv(65536)
    except OSError:
        return b""


def _end(*connections: socket.socket) -> None:
    for each in connections:
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)  # wakes whoever waits for what comes
        each.close()
