"""A line to a server that is encrypted, or says that it cannot be; the wheel's PostgreSQL has no TLS of its own."""

import socket
import ssl
import threading
from contextlib import suppress

# PostgreSQL's protocol: a client asks for encryption in eight bytes, and is answered in one.
_SSL_REQUEST = (8).to_bytes(4, "big") + (80877103).to_bytes(4, "big")
_YES, _NO = b"S", b"N"


class TlsLine:
    """Ends the encryption and passes the rest on to a server; without ``context`` it says that there is none.

    Attributes
    ----------
    encrypted
        How many connections were.
    unencrypted
        What else was sent than the question whether there is encryption.
    """

    def __init__(self, server_port: int, context: ssl.SSLContext | None) -> None:
        """Listens on a free port."""
        self.encrypted, self.unencrypted = 0, b""
        self._server_port, self._context = server_port, context
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Listens no longer."""
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with suppress(OSError), client:  # a client that does not trust us ends the connection
            first = client.recv(len(_SSL_REQUEST))
            if first != _SSL_REQUEST or self._context is None:
                client.sendall(_NO)
                self.unencrypted += b"" if first == _SSL_REQUEST else first
                self.unencrypted += client.recv(1024)
                return
            client.sendall(_YES)
            with (
                self._context.wrap_socket(client, server_side=True) as secure,
                socket.create_connection(("127.0.0.1", self._server_port)) as server,
            ):
                self.encrypted += 1
                threading.Thread(target=_pass_on, args=(server, secure), daemon=True).start()
                _pass_on(secure, server)


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)
