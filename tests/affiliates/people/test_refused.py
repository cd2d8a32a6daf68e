"""Letters that a real mail server does not take: they hold up nobody else's, and end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from affiliates.people.asked import CONFIRM_AGAIN_AFTER
from affiliates.people.outbox import letters_to_send
from affiliates.review.mail import MailServer
from affiliates.storage.contract.people import PersonLetter, PersonLetterKind, PersonLetterStep
from affiliates.storage.files.store import FileStore
from server.people.letters import PeopleLetters
from tests.affiliates.people.made_up import DAY, NOW, person, send, sign_up, wish
from tests.affiliates.review.test_mail import Letterbox
from tests.affiliates.upkeep.mail import BASE_URL
from tests.affiliates.upkeep.reminders.test_sending import DOWN
from tests.browser.app import free_port
from tests.made_up import write_directory

WAITING, BEGUN, SENT, FAILED, RETURNED = PersonLetterStep
HOUR = DAY / 24


class ChoosyLetterbox(Letterbox):
    """Answers as it is told for each receiver, and keeps what it takes."""

    def __init__(self, answer: Callable[[str], str]) -> None:
        super().__init__()
        self.answer, self.asked = answer, list[str]()

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, to: str, _options: Any) -> str:  # noqa: N802
        self.asked.append(to)
        answer = self.answer(to)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(to)
        return answer


@contextmanager
def running(box: Letterbox) -> Iterator[MailServer]:
    """A mail server that takes addresses in ASCII only, as many do."""
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), enable_SMTPUTF8=False)
    controller.start()
    try:
        yield MailServer("127.0.0.1", "desk@made-up.example", controller.port, "none")
    finally:
        controller.stop()


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(write_directory(tmp_path))


def waiting(number: int, **values: Any) -> Any:
    """Somebody whose letter that asks waits."""
    letter = PersonLetter(f"ask-{number}", PersonLetterKind.CONFIRM, WAITING, NOW)
    return person(number, confirmed_at=None, letters=(letter,), **values)


def steps(store: FileStore) -> list[PersonLetterStep]:
    return [letter.step for each in store.people.people() for letter in each.letters]


@pytest.mark.parametrize("email", ["a@bücher.example", "a@ｂüｃｈｅｒ.example"])
def test_host_in_any_letters_is_written_to_as_dns_has_it(store: FileStore, email: str) -> None:
    sign_up(store, wish(email=email))
    box = ChoosyLetterbox(lambda _: "250 OK")
    with running(box) as server:
        assert [each.step for each in send(store, server)] == [SENT]

    assert box.asked == ["a@xn--bcher-kva.example"]
    assert [str(each["To"]) for each in box.letters] == ["a@xn--bcher-kva.example"]


@pytest.mark.parametrize("answer", ["550 nobody of this name", "554 no", "450 later"])
def test_letters_that_are_refused_hold_up_no_others_and_use_up_nothing(
    store: FileStore, answer: str, caplog: pytest.LogCaptureFixture
) -> None:
    today = datetime.now(UTC)
    refused = [waiting(number, email=f"no-{number}@host-{number}.example", asked_at=today) for number in range(12)]
    store.people.update(lambda _: [*refused, *(waiting(number, asked_at=today) for number in range(90, 94))])
    box = ChoosyLetterbox(lambda to: answer if to.startswith("no-") else "250 OK")
    with running(box) as server:
        letters = PeopleLetters(store, BASE_URL, mail=lambda: server)
        letters.look(0)
        store.people.update(lambda people: [*people, waiting(95, asked_at=today)])
        letters.look(2)

    assert [each.getMessage() for each in caplog.records] == [
        "12 of 16 letters to people were not taken: The mail server takes nothing for this address."
    ]
    assert len(box.letters) == 5
    assert steps(store) == [RETURNED if answer.startswith("550") else FAILED] * 12 + [SENT] * 5


def test_what_nobody_took_uses_up_no_room() -> None:
    back = PersonLetter("back", PersonLetterKind.CONFIRM, RETURNED, NOW, tries=1)
    gone = [
        person(number, email=f"no@host-{number}.example", confirmed_at=None, letters=(back,)) for number in range(140)
    ]
    said = PersonLetter("said", PersonLetterKind.MESSAGE, WAITING, NOW)
    to_send = [waiting(199), person(198, letters=(said,))]

    assert [each.person.id for each in letters_to_send([*gone[:60], *to_send], NOW)] == ["person-199", "person-198"]
    assert [each.person.id for each in letters_to_send([*gone, *to_send], NOW)] == ["person-198"]


def test_addresses_that_are_no_ascii_end_alone(store: FileStore) -> None:
    odd = [waiting(number, email=f"ü{number}@made-up.example") for number in range(5)]
    store.people.update(lambda _: [*odd, waiting(9)])
    box = ChoosyLetterbox(lambda _: "250 OK")
    with running(box) as server:
        assert [each.step for each in send(store, server)] == [FAILED] * 5 + [SENT]

    assert box.asked == ["person-9@made-up.example"]


def test_fresh_letters_come_before_those_that_are_tried_again(store: FileStore) -> None:
    failed = PersonLetter("old", PersonLetterKind.CONFIRM, FAILED, NOW - DAY, tries=2)
    many = [person(number, confirmed_at=None, letters=(failed,)) for number in range(70)]
    store.people.update(lambda _: [*many, waiting(99, email="late@elsewhere.example")])
    box = ChoosyLetterbox(lambda _: "250 OK")
    with running(box) as server:
        sent = send(store, server)

    assert sent[0].due.person.email == "late@elsewhere.example"


@pytest.mark.parametrize(("is_down", "tries", "days"), [(False, 4, 1), (True, 10, 4)])
def test_letter_that_nobody_takes_is_given_up(store: FileStore, is_down: bool, tries: int, days: int) -> None:
    sign_up(store, wish())
    box = ChoosyLetterbox(lambda _: "450 later")
    with running(box) as server:
        for quarter in range(days * 24 * 4):
            send(store, DOWN if is_down else server, NOW + quarter * HOUR / 4)

    (letter,) = store.people.people()[0].letters
    assert (letter.step, letter.tries) == (RETURNED, tries)
    sign_up(store, wish(), NOW + days * DAY + CONFIRM_AGAIN_AFTER)
    assert steps(store) == [RETURNED, WAITING]


def test_one_host_gets_few_letters_an_hour_and_takes_turns(store: FileStore) -> None:
    flood = [waiting(number) for number in range(40)]
    gmail = [waiting(number, email=f"parent.{number}@gmail.com") for number in range(50, 70)]
    store.people.update(
        lambda _: [*flood, waiting(98, email="a@one.example"), waiting(99, email="a@two.example"), *gmail]
    )
    box = ChoosyLetterbox(lambda _: "250 OK")
    with running(box) as server:
        first = {each.due.person.email.rpartition("@")[2] for each in send(store, server)[:3]}
        for _ in range(3):
            send(store, server)

    assert first == {"made-up.example", "one.example", "two.example"}
    hosts = [each.rpartition("@")[2] for each in box.asked]
    assert {host: hosts.count(host) for host in hosts} == {
        "made-up.example": 15,
        "one.example": 1,
        "two.example": 1,
        "gmail.com": 20,
    }
