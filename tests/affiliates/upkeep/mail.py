"""Groups that were published a while ago, and a mail server that reads what they are sent."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage, Message
from pathlib import Path
from typing import Any, cast

from aiosmtpd.controller import Controller

from affiliates.review.mail import MailServer
from affiliates.storage.contract.letters import LetterEvent, LetterStep
from affiliates.storage.files.store import FileStore
from affiliates.upkeep.contacts import group_contacts
from affiliates.upkeep.reminders.answers import YEARLY_PURPOSES, Purpose, link_token
from affiliates.upkeep.reminders.due import DueLetter, SilentGroup, groups_to_ask
from tests.affiliates.review.test_mail import Letterbox
from tests.browser.app import free_port
from tests.made_up import application, approval, row, write_directory

NOW = datetime(2026, 5, 1, 6, tzinfo=UTC)
DAY = timedelta(days=1)
BASE_URL = "https://groups.example/map/"


def store_with(folder: Path, *ages: int, now: datetime = NOW, **values: Any) -> FileStore:
    """A store in which group-1, group-2, … were published so many days ago, each from an application."""
    store = FileStore(write_directory(folder))
    for number, age in enumerate(ages, start=1):
        store.add(application(number, **values))
        store.record_decision(approval(number, decided_at=now - age * DAY, after=row(number, city="Made-up City")))
    return store


def to_ask(store: FileStore, now: datetime) -> tuple[list[DueLetter], list[SilentGroup]]:
    """The letters that are due, and the groups that a person has to look at."""
    return groups_to_ask(store, store.directory.read().groups, now)


def asked(store: FileStore, number: int, at: datetime) -> dict[Purpose, str]:
    """Asks a group of this number, and returns the tokens in its letter."""
    group_id, question = f"group-{number}", f"question-{number}"
    contact = group_contacts(store.applications(), store.decisions())[group_id]
    store.letters.record(LetterEvent(question, group_id, contact.application.reference, 1, LetterStep.SENT, at))
    entry = store.directory.entry(group_id) or {}
    return {each: link_token(store, each, question, contact, entry, at) for each in YEARLY_PURPOSES}


@contextmanager
def mail_server(box: Letterbox) -> Iterator[MailServer]:
    """A mail server that puts everything into a box."""
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield MailServer("127.0.0.1", "desk@made-up.example", controller.port, "none")
    finally:
        controller.stop()


def parts(letter: Message) -> tuple[str, str]:
    """The plain text and the HTML of a letter."""
    message = cast(EmailMessage, letter)
    texts = [message.get_body((kind,)) for kind in ("plain", "html")]
    assert all(texts)
    plain, html = (str(text.get_content()).replace("\r", "") for text in texts if text)
    return plain, html


def links(letter: Message) -> dict[Purpose, str]:
    """The address of each link in the text of a letter."""
    found = re.findall(r"^https://\S+$", parts(letter)[0], re.MULTILINE)
    return {purpose: link for purpose in YEARLY_PURPOSES for link in found if f"/{purpose}?" in link}


def token(link: str) -> str:
    """The token in a link."""
    return link.rpartition("?t=")[2]
