"""A line to a server that is encrypted, or says that it cannot be; the wheel's PostgreSQL has no TLS of its own."""

import socket
import ssl
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

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


def certificate_of(host: str, folder: Path) -> tuple[Path, Path]:
    """A certificate that a host has made for itself, and its key, as files."""
    key, now = generate_private_key(SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    folder.mkdir(exist_ok=True)
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(certificate.public_bytes(Encoding.PEM))
    files[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return files
