"""Mail that came back: which letters reached nobody, read from a folder into which the operator has returned mail put.

A letter is known by the id of its mail, which only its receiver has seen: nobody else can have it counted as returned.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes
from pathlib import Path

from affiliates.errors import MailError
from affiliates.storage.contract.letters import LetterEvent, LetterStep
from affiliates.storage.contract.store import Store

_MAX_SIZE = 1_000_000  # bytes of a mail
_MAX_MAILS = 10_000
# RFC 3464, 2.3.3 and 2.3.4: failed for good, not only delayed.
_FAILED = re.compile(rb"^Action:\s*failed\b", re.IGNORECASE | re.MULTILINE)
_PERMANENT = re.compile(rb"^Status:\s*5\.", re.IGNORECASE | re.MULTILINE)
_LETTER = re.compile(rb"<reminder\.([0-9a-f]{32})\.([0-9])@")


def record_returned(store: Store, folder: Path, now: datetime) -> list[LetterEvent]:
    """Keeps which letters came back, and returns those that nobody knew of yet; the mails stay as they are.

    ``folder`` holds one mail in each file, at any depth, as a Maildir does. Raises ``MailError`` where it cannot be
    read, ``StoreError``.
    """
    events = store.letters.events()
    known = {(each.question, each.number) for each in events if each.step is LetterStep.RETURNED}
    sent = {(each.question, each.number): each for each in events if each.number}
    returned = []
    for letter in sorted(set(_returned_letters(folder)) & sent.keys() - known):
        returned.append(replace(sent[letter], step=LetterStep.RETURNED, at=now))
        store.letters.record(returned[-1])
    return returned


def _returned_letters(folder: Path) -> Iterator[tuple[str, int]]:
    """Question and number of each letter that came back."""
    try:
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()][-_MAX_MAILS:]
        if not folder.is_dir():
            raise MailError(f"{folder}: there is no such folder of returned mail.")
        for path in files:
            if path.stat().st_size <= _MAX_SIZE and (letter := _returned_letter(path.read_bytes())):
                yield letter
    except OSError as error:
        raise MailError(f"{error.filename or folder}: cannot be read ({error.strerror}).") from None


def _returned_letter(mail: bytes) -> tuple[str, int] | None:
    """Which letter of ours a mail says that it failed for good; None for any other mail (RFC 3462)."""
    if message_from_bytes(mail).get_content_type() != "multipart/report":
        return None
    named = _LETTER.search(mail)
    if not named or not _FAILED.search(mail) or not _PERMANENT.search(mail):
        return None
    return named[1].decode(), int(named[2])
