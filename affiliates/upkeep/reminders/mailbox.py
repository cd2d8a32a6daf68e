"""A mailbox into which mail comes back, read over IMAP (RFC 3501): nothing is deleted, moved or answered in it."""

import imaplib
import re
import ssl
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from affiliates.errors import MailError

_TIMEOUT = 20.0  # seconds for one answer
_MAX_READING = 300.0  # seconds for all mails of one run
_MAX_MAILS = 500  # of one run, the newest: those from before were read when they were new
_MAX_SIZE = 1_000_000  # bytes of a mail
_PORTS = {"tls": 993, "starttls": 143, "none": 143}
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_UID = re.compile(rb"UID (\d+)")


@dataclass(frozen=True)
class ReturnedMailbox:
    """Where mail comes back to. ``security`` is tls, starttls or none; a ``port`` of 0 is the usual one for it."""

    host: str
    username: str
    password: str = field(repr=False)
    port: int = 0
    security: str = "tls"
    folder: str = "INBOX"


def returned_mailbox(settings: Mapping[str, Any]) -> ReturnedMailbox | None:
    """The mailbox that the settings name, None where they name none. Raises ``MailError`` for what cannot work."""
    if not settings:
        return None
    try:
        mailbox = ReturnedMailbox(**settings)
    except TypeError:
        known = ", ".join(ReturnedMailbox.__dataclass_fields__)
        raise MailError(
            f"The settings of the mailbox of returned mail need host, username and password, and know {known}."
        ) from None
    if mailbox.security not in _PORTS:
        raise MailError("The setting “security” of the mailbox of returned mail is tls, starttls or none.")
    texts = (mailbox.host, mailbox.username, mailbox.password, mailbox.folder)
    if not all(isinstance(text, str) and text.isascii() and text.isprintable() for text in texts):
        raise MailError("The settings of the mailbox of returned mail are texts in ASCII.")
    return mailbox


class OpenMailbox:
    """A mailbox while its connection is open."""

    def __init__(self, connection: imaplib.IMAP4, host: str) -> None:
        """``connection`` has the folder selected; ``host`` is for the words of errors."""
        self._connection, self._host = connection, host

    def reports(self) -> Iterator[tuple[str, bytes]]:
        """The unseen reports of mail servers that are not too large, the newest first, by their numbers in the mailbox.

        They stay unseen. Mail of people, which may be in the same mailbox, is not looked at.
        """
        until = time.monotonic() + _MAX_READING
        found = self._asked("SEARCH", "UNSEEN", "HEADER", "Content-Type", "multipart/report")
        numbers = b" ".join(part for part in found if isinstance(part, bytes)).decode().split()
        newest = sorted(numbers, key=int)[-_MAX_MAILS:]
        for number in self._small(newest):
            if time.monotonic() > until:
                return
            parts = self._asked("FETCH", number, "(BODY.PEEK[])")
            yield from ((number, bytes(part[1])) for part in parts if isinstance(part, tuple))

    def mark_seen(self, numbers: Collection[str]) -> None:
        """Has these mails found no more by ``reports``."""
        if numbers:
            self._asked("STORE", ",".join(sorted(numbers, key=int)), "+FLAGS.SILENT", r"(\Seen)")

    def _small(self, numbers: list[str]) -> list[str]:
        """Those of some mails that are not too large, the newest first."""
        if not numbers:
            return []
        told = self._asked("FETCH", ",".join(numbers), "(RFC822.SIZE)")
        sizes = {
            uid[1].decode(): int(size[1])
            for line in told
            if isinstance(line, bytes) and (uid := _UID.search(line)) and (size := _SIZE.search(line))
        }
        return [number for number in reversed(numbers) if sizes.get(number, _MAX_SIZE + 1) <= _MAX_SIZE]

    def _asked(self, command: str, *arguments: str) -> list[Any]:
        with _told_of(self._host):
            status, answer = self._connection.uid(command, *arguments)
            if status != "OK":
                raise imaplib.IMAP4.error
        return list(answer)


@contextmanager
def opened_mailbox(mailbox: ReturnedMailbox) -> Iterator[OpenMailbox]:
    """Connects, with the folder selected, and leaves it as it is. Raises ``MailError`` where that, or what is asked of
    it, is not possible; its words hold neither the password nor any answer of the server."""
    secure = None if mailbox.security == "none" else ssl.create_default_context()
    port = mailbox.port or _PORTS[mailbox.security]
    with _told_of(mailbox.host):
        if mailbox.security == "tls":
            connection: imaplib.IMAP4 = imaplib.IMAP4_SSL(mailbox.host, port, ssl_context=secure, timeout=_TIMEOUT)
        else:
            connection = imaplib.IMAP4(mailbox.host, port, timeout=_TIMEOUT)
    try:
        if mailbox.security == "starttls":
            with _told_of(mailbox.host, "it does not offer STARTTLS"):
                connection.starttls(secure)
        with _told_of(mailbox.host, "it did not take the username and the password"):
            connection.login(mailbox.username, mailbox.password)
        folder = mailbox.folder.replace("\\", "\\\\").replace('"', '\\"')
        with _told_of(mailbox.host, f"it has no folder {mailbox.folder}"):
            if connection.select(f'"{folder}"')[0] != "OK":
                raise imaplib.IMAP4.error
        yield OpenMailbox(connection, mailbox.host)
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            connection.logout()  # and no CLOSE, which would delete what others have marked as deleted


@contextmanager
def _told_of(host: str, refused: str = "it did not do what it was asked") -> Iterator[None]:
    """Raises a ``MailError`` for what goes wrong: ``refused`` where the server said no, or nothing more."""
    try:
        yield
    except (imaplib.IMAP4.error, OSError, ValueError) as error:
        reason = refused if isinstance(error, imaplib.IMAP4.error) else type(error).__name__
        raise MailError(f"The mailbox of returned mail at {host} could not be read: {reason}.") from None
