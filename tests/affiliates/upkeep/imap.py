"""A mailbox on a real IMAP server of this machine, kept in its memory."""

import asyncio
import imaplib
import ssl
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import DictBackend
from pymap.imap import IMAPServer
from pysasl.hashing import Cleartext

from affiliates.upkeep.reminders.mailbox import ReturnedMailbox

USER, PASSWORD = "returned@made-up.example", "canary-5e1d"
_SETTINGS = {"demo_data": False, "demo_user": USER, "demo_password": PASSWORD, "tls": False, "debug": False}
_SETTINGS |= dict.fromkeys(("host", "port", "cert", "key", "proxy_protocol", "inherited_sockets", "passlib_cfg"))


class MadeUpImap:
    """The server, and what its mailbox holds."""

    def __init__(self, certificate: tuple[Path, Path] | None) -> None:
        """Speaks TLS where it has a certificate."""
        self._secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if certificate else None
        if certificate and self._secure:
            self._secure.load_cert_chain(*certificate)
        self.trusted = ssl.create_default_context(cafile=certificate[0]) if certificate else None
        self.port = 0
        self.is_ready = Event()

    def stop(self) -> None:
        """Ends ``serve``."""
        self._loop.call_soon_threadsafe(self._is_over.set)

    async def serve(self) -> None:
        """Answers until it is stopped."""
        self._loop, self._is_over = asyncio.get_running_loop(), asyncio.Event()
        backend, config = await DictBackend.init(Namespace(**_SETTINGS), hash_context=Cleartext())
        config.apply_context()
        answers = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(backend.login, config))
        async with await asyncio.start_server(answers, "127.0.0.1", 0, ssl=self._secure) as server:
            self.port = server.sockets[0].getsockname()[1]
            self.is_ready.set()
            await self._is_over.wait()

    @property
    def mailbox(self) -> ReturnedMailbox:
        """What the operator sets."""
        return ReturnedMailbox("127.0.0.1", USER, PASSWORD, self.port, "tls" if self._secure else "none")

    @contextmanager
    def opened(self) -> Iterator[imaplib.IMAP4]:
        """The mailbox, as another program has it open."""
        if self.trusted:
            connection: imaplib.IMAP4 = imaplib.IMAP4_SSL("127.0.0.1", self.port, ssl_context=self.trusted)
        else:
            connection = imaplib.IMAP4("127.0.0.1", self.port)
        with connection:
            connection.login(USER, PASSWORD)
            connection.select()
            yield connection

    def put(self, *mails: bytes) -> None:
        """Brings mails."""
        with self.opened() as connection:
            for mail in mails:
                status, _ = connection.append("INBOX", "", "", mail.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
                assert status == "OK"

    def found(self, which: str) -> list[int]:
        """The places of the mails in the mailbox, from 1, that are as IMAP calls it: ALL, UNSEEN, DELETED."""
        with self.opened() as connection:
            return [int(number) for number in connection.search(None, which)[1][0].split()]


@contextmanager
def made_up_imap(certificate: tuple[Path, Path] | None = None) -> Iterator[MadeUpImap]:
    """Serves an empty mailbox until the test is over."""
    server = MadeUpImap(certificate)
    thread = Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    assert server.is_ready.wait(60)
    try:
        yield server
    finally:
        server.stop()
        thread.join(60)
