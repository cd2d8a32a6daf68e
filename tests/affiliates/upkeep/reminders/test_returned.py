"""Mail that came back, as mail servers write it (RFC 3464)."""

import os
from email.message import EmailMessage, Message
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from affiliates.errors import MailError
from affiliates.storage.files.store import FileStore
from affiliates.upkeep.reminders.due import Silence
from affiliates.upkeep.reminders.returned import record_returned
from affiliates.upkeep.reminders.sending import send_letters
from tests.affiliates.review.test_mail import Letterbox
from tests.affiliates.upkeep.mail import BASE_URL, DAY, NOW, mail_server, store_with, to_ask


def report(letter: Message, action: str = "failed", status: str = "5.1.1") -> bytes:
    """What a mail server sends back about a letter."""
    mail = MIMEMultipart("report", report_type="delivery-status")
    mail["Subject"] = "Undelivered Mail Returned to Sender"
    mail.attach(MIMEText("I am sorry to have to inform you …"))
    of_server, of_receiver, told = Message(), Message(), Message()
    of_server["Reporting-MTA"] = "dns; mail.made-up.example"
    of_receiver["Final-Recipient"] = f"rfc822; {letter['To']}"
    of_receiver["Action"], of_receiver["Status"] = action, status
    told["Content-Type"] = "message/delivery-status"
    told.set_payload([of_server, of_receiver])
    mail.attach(told)
    mail.attach(MIMEMessage(letter))
    return mail.as_bytes()


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return store_with(tmp_path / "data", 400, 400)


@pytest.fixture
def letters(store: FileStore) -> list[Message]:
    box = Letterbox()
    with mail_server(box) as server:
        list(send_letters(store, to_ask(store, NOW)[0], NOW, base_url=BASE_URL, server=server))
    return box.letters


def returned(folder: Path, *mails: bytes) -> Path:
    (folder / "maildir/new").mkdir(parents=True, exist_ok=True)
    for number, mail in enumerate(mails):
        (folder / f"maildir/new/{number}.made-up").write_bytes(mail)
    return folder / "maildir"


def test_returned_letter_is_the_last_one_to_this_contact(
    tmp_path: Path, store: FileStore, letters: list[Message]
) -> None:
    folder = returned(tmp_path, report(letters[0]))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert [each.group_id for each in record_returned(store, folder, NOW + DAY)] == ["group-1"]
    assert record_returned(store, folder, NOW + DAY) == []
    due, silent = to_ask(store, NOW + 14 * DAY)
    assert [each.group_id for each in due] == ["group-2"]
    assert [(each.group_id, each.reason) for each in silent] == [("group-1", Silence.RETURNED)]
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_other_mail_counts_for_nothing(tmp_path: Path, store: FileStore, letters: list[Message]) -> None:
    reply, stranger = EmailMessage(), EmailMessage()
    reply["In-Reply-To"], reply["Subject"] = letters[0]["Message-ID"], "I am on vacation"
    reply.set_content("Action: failed\nStatus: 5.1.1")
    stranger["Message-ID"] = f"<reminder.{'0' * 32}.1@made-up.example>"
    mails = [
        reply.as_bytes(),
        report(letters[0], "delayed", "4.4.1"),
        report(letters[0], "failed", "4.2.2"),
        report(stranger),
        os.urandom(1000),
        b"",
        report(letters[0]) + b"x" * 1_000_000,
    ]

    assert record_returned(store, returned(tmp_path, *mails), NOW) == []


def test_folder_that_is_not_there_is_said_aloud(tmp_path: Path, store: FileStore) -> None:
    with pytest.raises(MailError, match="no such folder"):
        record_returned(store, tmp_path / "nowhere", NOW)
