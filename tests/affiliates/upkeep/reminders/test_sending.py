"""Sending letters through a real mail server: what arrives, and that nothing goes out twice."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from affiliates.applications.model import PRIVATE_FIELDS
from affiliates.languages.catalogs import languages
from affiliates.review.mail import MailServer
from affiliates.review.retention import erase_applications
from affiliates.storage.contract.letters import LetterStep
from affiliates.storage.files.store import FileStore
from affiliates.upkeep.reminders.answers import YEARLY_PURPOSES, Purpose
from affiliates.upkeep.reminders.due import Silence
from affiliates.upkeep.reminders.sending import SentLetter, send_letters
from tests.affiliates.review.test_mail import Letterbox
from tests.affiliates.upkeep.mail import BASE_URL, DAY, NOW, links, mail_server, parts, store_with, to_ask

BEGUN, SENT, WRITTEN, FAILED, RETURNED, *_ = LetterStep
FORK = multiprocessing.get_context("fork")
DOWN = MailServer("127.0.0.1", "desk@made-up.example", 1, "none")


class PickyLetterbox(Letterbox):
    """Knows not everybody, and closes the connection on some without a word."""

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, to: str, _options: Any) -> str:  # noqa: N802
        if to.startswith("contact-1@"):
            return "550 nobody of this name"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if envelope.rcpt_tos == ["contact-2@made-up.example"]:
            server.transport.abort()
            return "250 which nobody hears"
        return str(await super().handle_DATA(server, session, envelope))


@pytest.fixture
def box() -> Letterbox:
    return Letterbox()


@pytest.fixture
def server(box: Letterbox) -> Iterator[MailServer]:
    with mail_server(box) as running:
        yield running


def send(store: FileStore, server: MailServer | None, days: int = 0) -> list[SentLetter]:
    now = NOW + days * DAY
    return list(send_letters(store, to_ask(store, now)[0], now, base_url=BASE_URL, server=server))


def test_letter_is_readable_as_text_and_as_html_and_tracks_nobody(
    tmp_path: Path, box: Letterbox, server: MailServer
) -> None:
    sent = send(store_with(tmp_path, 400), server)

    assert [each.step for each in sent] == [SENT]
    (letter,) = box.letters
    assert (letter["To"], letter["Subject"]) == (
        "contact-1@made-up.example",
        "Is the entry of Made-up Group 1 still right?",
    )
    plain, html = parts(letter)
    for said in ("Hello Contact 1,", "Made-up City", "Statewide", "Still right", "We have closed", "May 31, 2026"):
        assert said in plain
        assert said in html
    assert set(links(letter)) == set(YEARLY_PURPOSES)
    for purpose, link in links(letter).items():
        assert link.startswith(f"{BASE_URL}our-entry/{purpose}?t=")
        assert f'href="{link}"' in html
        assert "contact-1" not in link
    # As it was sent: some mail programs read no encoded words here.
    assert dict(letter.raw_items())["List-Unsubscribe"] == f"<{links(letter)[Purpose.STOP]}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [html.count(each) for each in ("<img", "src=", "url(", "<script", "@import", "<link")] == [0] * 6
    assert html.count("https://") == len(YEARLY_PURPOSES)


def test_letter_is_in_the_language_in_which_the_group_applied(
    tmp_path: Path, box: Letterbox, server: MailServer
) -> None:
    spanish = languages()["es"]
    send(store_with(tmp_path, 400, language="es"), server)

    plain, html = parts(box.letters[0])
    assert "31 de mayo de 2026" in plain
    assert '<html lang="es" dir="ltr">' in html
    assert spanish.gettext("Hello {name},", name="Contact 1") in plain


def test_hostile_text_stays_a_text_in_both_forms(tmp_path: Path, box: Letterbox, server: MailServer) -> None:
    store = store_with(tmp_path, 400)
    file = tmp_path / "affiliates.csv"
    file.write_text(file.read_text().replace("Made-up City", "{{ 7*7 }}<b>x</b>"))
    send(store, server)

    plain, html = parts(box.letters[0])
    assert "    Statewide · Ohio · {{ 7*7 }}<b>x</b>" in plain.splitlines()
    assert "{{ 7*7 }}&lt;b&gt;x&lt;/b&gt;" in html


def test_second_run_sends_nothing(tmp_path: Path, box: Letterbox, server: MailServer) -> None:
    store = store_with(tmp_path, 400, 400)
    due, _ = to_ask(store, NOW)
    assert [each.step for each in send(store, server)] == [SENT, SENT]
    assert send(store, server) == []
    # Another process that found the same letters due, at the same moment.
    assert list(send_letters(store, due, NOW, base_url=BASE_URL, server=server)) == []

    assert len(box.letters) == 2


class DeadlyLetterbox(Letterbox):
    """Kills whoever sends the first letter, before or after it has taken it."""

    def __init__(self, *, takes_it: bool) -> None:
        super().__init__()
        self.takes_it, self.sender = takes_it, Queue[int]()

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, to: str, _options: Any) -> str:  # noqa: N802
        if not self.takes_it:
            self._kill()
        envelope.rcpt_tos.append(to)
        return "250 OK"

    def handle_message(self, message: Message) -> None:
        super().handle_message(message)
        self._kill()

    def _kill(self) -> None:
        os.kill(self.sender.get(timeout=20), signal.SIGKILL)


@pytest.mark.parametrize("takes_it", [False, True], ids=["before the mail", "after the mail"])
def test_kill_between_mail_and_record_costs_one_letter_at_most_and_is_found_again(
    tmp_path: Path, box: Letterbox, server: MailServer, takes_it: bool
) -> None:
    store, deadly = store_with(tmp_path, 400, 400), DeadlyLetterbox(takes_it=takes_it)
    with mail_server(deadly) as killing:
        process = FORK.Process(target=send, args=(store, killing))
        process.start()
        deadly.sender.put(process.pid or 0)
        process.join()
    again = send(FileStore(tmp_path), server)

    assert process.exitcode == -signal.SIGKILL
    assert [letter["To"] for letter in deadly.letters] == ["contact-1@made-up.example"] * takes_it
    assert [letter["To"] for letter in box.letters] == ["contact-2@made-up.example"]
    assert [each.due.group_id for each in again] == ["group-2"]
    _, silent = to_ask(store, NOW)
    assert [(each.group_id, each.reason) for each in silent] == [("group-1", Silence.MAYBE_NOT_SENT)]
    assert [each.due.number for each in send(store, server, days=14)] == [2, 2]


def test_address_that_nobody_has_and_server_that_does_not_answer(tmp_path: Path) -> None:
    store, box = store_with(tmp_path, 400, 400, 400), PickyLetterbox()
    with mail_server(box) as server:
        assert [each.step for each in send(store, server)] == [RETURNED, BEGUN, SENT]
        assert send(store, server, days=1) == []

    assert [letter["To"] for letter in box.letters] == ["contact-3@made-up.example"]
    assert [each.reason for each in to_ask(store, NOW)[1]] == [Silence.RETURNED, Silence.MAYBE_NOT_SENT]


def test_server_that_is_down_is_left_alone_and_all_is_sent_later(
    tmp_path: Path, box: Letterbox, server: MailServer
) -> None:
    store = store_with(tmp_path, *[400] * 5)

    assert [each.step for each in send(store, DOWN)] == [FAILED] * 3
    assert [each.step for each in send(store, server, days=1)] == [SENT] * 5
    assert len(box.letters) == 5


def test_nobody_is_written_to_who_was_erased_a_moment_ago(tmp_path: Path, box: Letterbox, server: MailServer) -> None:
    store = store_with(tmp_path, 400)
    due, _ = to_ask(store, NOW)
    erase_applications(store, ["AM-0000-0001"], reviewer="Robin")

    assert list(send_letters(store, due, NOW, base_url=BASE_URL, server=server)) == []
    assert box.letters == []


def test_without_a_mail_server_letters_wait_for_a_person_in_private_files(tmp_path: Path) -> None:
    store = store_with(tmp_path, 400, 400)
    (first, second) = (Path(each.path) for each in send(store, None))
    letter = message_from_bytes(first.read_bytes(), policy=default)

    assert (letter["To"], letter["X-Unsent"], letter["From"]) == ("contact-1@made-up.example", "1", None)
    assert set(links(letter)) == set(YEARLY_PURPOSES)
    assert [path.stat().st_mode & 0o777 for path in (first, first.parent)] == [0o600, 0o700]
    erase_applications(store, ["AM-0000-0001"], reviewer="Robin")
    assert (first.exists(), second.exists()) == (False, True)
    store.letters.remove_written(NOW + timedelta(seconds=1))
    assert not second.exists()


def test_what_is_kept_of_letters_holds_nothing_private(tmp_path: Path, server: MailServer) -> None:
    store = store_with(tmp_path, 400)
    send(store, server)
    kept = (tmp_path / "review/letters.csv").read_text()

    (application,) = store.applications()
    assert application.reference in kept
    assert not [name for name in PRIVATE_FIELDS if getattr(application, name) and getattr(application, name) in kept]
