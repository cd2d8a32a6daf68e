"""Mail that came back into a mailbox, read from a real IMAP server."""

from collections.abc import Iterator
from email.message import EmailMessage, Message
from pathlib import Path

import pytest

from affiliates.errors import MailError
from affiliates.storage.contract.letters import LetterStep
from affiliates.storage.files.store import FileStore
from affiliates.upkeep.reminders import mailbox as reading
from affiliates.upkeep.reminders.mailbox import OpenMailbox, ReturnedMailbox, returned_mailbox
from affiliates.upkeep.reminders.returned import record_returned_to
from affiliates.upkeep.reminders.sending import send_letters
from tests.affiliates.cli.run import run_command
from tests.affiliates.review.test_mail import Letterbox
from tests.affiliates.upkeep.imap import PASSWORD, USER, MadeUpImap, made_up_imap
from tests.affiliates.upkeep.mail import BASE_URL, DAY, NOW, mail_server, store_with, to_ask
from tests.affiliates.upkeep.reminders.test_returned import report
from tests.browser.app import free_port
from tests.certificates import made_up_certificate


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return store_with(tmp_path / "data", 400, 400, 400)


@pytest.fixture
def letters(store: FileStore) -> list[Message]:
    box = Letterbox()
    with mail_server(box) as server:
        list(send_letters(store, to_ask(store, NOW)[0], NOW, base_url=BASE_URL, server=server))
    return box.letters


@pytest.fixture
def imap() -> Iterator[MadeUpImap]:
    with made_up_imap() as running:
        yield running


def of_a_person(text: str = "My group has moved.") -> bytes:
    mail = EmailMessage()
    mail["Subject"] = "Re: Is the entry of Made-up Group 1 still right?"
    mail.set_content(text)
    return mail.as_bytes()


def returned(store: FileStore) -> list[str]:
    return [each.group_id for each in store.letters.events() if each.step is LetterStep.RETURNED]


def test_reports_are_kept_then_seen_and_all_else_stays_as_it_is(
    store: FileStore, letters: list[Message], imap: MadeUpImap
) -> None:
    imap.put(report(letters[0]), of_a_person(), report(letters[1], "delayed", "4.4.1"), report(letters[2]))
    with imap.opened() as other:
        other.store("2", "+FLAGS", r"(\Deleted)")  # a CLOSE of ours would take it away
    came_back = record_returned_to(store, imap.mailbox, NOW + DAY)

    assert sorted(each.group_id for each in came_back) == ["group-1", "group-3"]
    assert (imap.found("ALL"), imap.found("UNSEEN"), imap.found("DELETED")) == ([1, 2, 3, 4], [2, 3], [2])
    assert record_returned_to(store, imap.mailbox, NOW + DAY) == []
    assert [each.group_id for each in to_ask(store, NOW + 14 * DAY)[0]] == ["group-2"]


def test_whoever_is_killed_before_mails_are_marked_keeps_nothing_twice(
    store: FileStore, letters: list[Message], imap: MadeUpImap, monkeypatch: pytest.MonkeyPatch
) -> None:
    imap.put(report(letters[0]))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(OpenMailbox, "mark_seen", killed)
        with pytest.raises(KeyboardInterrupt):
            record_returned_to(store, imap.mailbox, NOW + DAY)
    assert (returned(store), imap.found("UNSEEN")) == (["group-1"], [1])

    assert record_returned_to(store, imap.mailbox, NOW + DAY) == []
    assert (returned(store), imap.found("UNSEEN")) == (["group-1"], [])


def test_what_is_too_large_or_too_old_is_left(
    store: FileStore, letters: list[Message], imap: MadeUpImap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_MAX_MAILS", 2)
    large = report(letters[1]) + b"x" * 1_000_000
    imap.put(report(letters[0]), large, report(letters[2]))

    assert [each.group_id for each in record_returned_to(store, imap.mailbox, NOW + DAY)] == ["group-3"]
    assert imap.found("UNSEEN") == [1, 2]


def test_job_reads_the_mailbox_over_tls(
    store: FileStore, letters: list[Message], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = made_up_certificate(tmp_path, days_left=1)
    secrets = tmp_path / "secrets.toml"

    def said() -> tuple[int, str]:
        settings = {"AFFILIATES_DATA": str(tmp_path / "data"), "AFFILIATES_PUBLIC_URL": BASE_URL}
        result = run_command("remind", "--secrets", secrets, **settings)
        assert PASSWORD not in result.output
        return result.exit_code, result.output.splitlines()[0]

    with made_up_imap(certificate) as imap:
        imap.put(report(letters[0]))
        secrets.write_text(
            f'[returned_mail]\nhost = "127.0.0.1"\nport = {imap.port}\nusername = "{USER}"\npassword = "{PASSWORD}"\n'
        )
        assert said() == (1, "The mailbox of returned mail at 127.0.0.1 could not be read: SSLCertVerificationError.")
        assert returned(store) == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        assert said() == (0, "Letters that came back since the last time: 1.")
        assert said() == (0, "Letters that came back since the last time: 0.")


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"password": "canary-wrong"}, "it did not take the username and the password"),
        ({"folder": "No Such Folder"}, "it has no folder No Such Folder"),
        ({"security": "tls"}, "SSLError"),
        ({"security": "starttls"}, "it does not offer STARTTLS"),
        ({"port": 0}, "ConnectionRefusedError"),
    ],
)
def test_mailbox_that_cannot_be_read_is_said_aloud_without_the_password(
    store: FileStore, imap: MadeUpImap, values: dict[str, object], reason: str
) -> None:
    port = values.get("port", imap.port) or free_port()
    settings = {"host": "127.0.0.1", "username": USER, "password": PASSWORD, "security": "none", **values, "port": port}
    with pytest.raises(MailError, match=reason) as told:
        record_returned_to(store, ReturnedMailbox(**settings), NOW)  # type: ignore[arg-type]

    assert "canary" not in f"{told.value}{told.value.__cause__}"
    assert returned(store) == []


def test_settings_name_a_mailbox_or_say_what_is_wrong() -> None:
    whole = {"host": "imap.made-up.example", "username": USER, "password": PASSWORD}
    assert returned_mailbox({}) is None
    mailbox = returned_mailbox(whole)
    assert mailbox == ReturnedMailbox("imap.made-up.example", USER, PASSWORD, 0, "tls", "INBOX")
    assert PASSWORD not in repr(mailbox)
    for wrong, reason in (
        ({"host": "h"}, "need host, username and password"),
        ({**whole, "user": "x"}, "need host, username and password"),
        ({**whole, "security": "ssl"}, "tls, starttls or none"),
        ({**whole, "folder": "a\r\nb"}, "texts in ASCII"),
        ({**whole, "password": 1}, "texts in ASCII"),
    ):
        with pytest.raises(MailError, match=reason):
            returned_mailbox(wrong)
