"""Letters to people through a real mail server: what arrives, and that nothing goes out twice."""

import multiprocessing
import signal
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from affiliates.languages.catalogs import languages
from affiliates.people.answers import PeopleLink
from affiliates.people.outbox import TOLD_AFTER
from affiliates.review.mail import MailServer
from affiliates.storage.contract.people import PersonLetter, PersonLetterKind, PersonLetterStep
from affiliates.storage.files.store import FileStore
from tests.affiliates.people.made_up import DAY, NOW, link, person, send, sign_up, wish
from tests.affiliates.review.test_mail import Letterbox
from tests.affiliates.upkeep.mail import BASE_URL, mail_server, parts
from tests.affiliates.upkeep.reminders.test_sending import DOWN, DeadlyLetterbox
from tests.made_up import row, write_directory

WAITING, BEGUN, SENT, FAILED, RETURNED = PersonLetterStep
FORK = multiprocessing.get_context("fork")
HOUR = timedelta(hours=1)


@pytest.fixture
def box() -> Letterbox:
    return Letterbox()


@pytest.fixture
def server(box: Letterbox) -> Iterator[MailServer]:
    with mail_server(box) as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(write_directory(tmp_path))


def publish(store: FileStore, **values: str) -> None:
    """Puts a group of Ohio into the directory, as a person who edits the file does."""
    write_directory(Path(store.directory.history.folder).parent, row(1, city="Made-up City", **values))


def message(text: str) -> PersonLetter:
    return PersonLetter("message-1", PersonLetterKind.MESSAGE, WAITING, NOW, subject="Shall we meet?", text=text)


def steps(store: FileStore) -> list[list[PersonLetterStep]]:
    return [[letter.step for letter in each.letters] for each in store.people.people()]


def test_every_letter_is_readable_in_both_forms_and_tracks_nobody(
    store: FileStore, box: Letterbox, server: MailServer
) -> None:
    publish(store, description="Says <b>{{ 7*7 }}</b>", website="https://made-up.example/")
    sign_up(store, wish(0, first_name="http://spam.example", sentence="http://spam.example"))
    store.people.update(
        lambda people: [
            *people,
            person(1),
            person(2, would_help=True, first_name="Robin", letters=(message("A <i>\n\nB"),)),
        ]
    )
    send(store, server)
    send(store, server, NOW + TOLD_AFTER)

    got = {(str(each["To"]).partition("@")[0], str(each["Subject"])): each for each in box.letters}
    assert list(got) == [
        ("person-0", "Please confirm: a group in Ohio"),
        ("person-2", "Shall we meet?"),
        ("person-1", "There is a group in Ohio now"),
        ("person-2", "There is a group in Ohio now"),
    ]
    said = [
        ("Tell me when there is a group in Ohio", "Yes, that was me", "May 31, 2026"),
        ("Hello Robin,", "nobody sees anybody else’s address"),
        ("Hello there,", "Made-up Group 1", "Made-up City", "With it we erase your address"),
        ("Hello Robin,", "Please write to the group", "July 30, 2026"),
    ]
    for letter, expected in zip(box.letters, said, strict=True):
        plain, html = parts(letter)
        assert [text for text in expected if text not in plain or text not in html] == []
        assert "spam.example" not in plain + html
        leave = link(letter, PeopleLink.LEAVE)
        assert dict(letter.raw_items())["List-Unsubscribe"] == f"<{leave}>"
        is_written_by_a_person = letter["Subject"] == "Shall we meet?"
        assert letter["Auto-Submitted"] == (None if is_written_by_a_person else "auto-generated")
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert f'href="{leave}"' in html
        assert "@" not in leave
        assert [html.count(each) for each in ("<img", "src=", "url(", "<script", "@import", "<link", "<b>", "<i>")] == [
            0
        ] * 8
        assert html.count('href="') == html.count(f'href="{BASE_URL}')
    assert "Says <b>{{ 7*7 }}</b>" in parts(box.letters[2])[0]
    assert f"{BASE_URL}r/US-OH/" in parts(box.letters[2])[0]


def test_letter_is_in_the_language_of_the_form(store: FileStore, box: Letterbox, server: MailServer) -> None:
    sign_up(store, wish(language="fr"))
    send(store, server)

    plain, html = parts(box.letters[0])
    assert languages()["fr"].gettext("Hello there,") in plain
    assert '<html lang="fr" dir="ltr">' in html


def test_who_only_wanted_to_be_told_is_forgotten_with_the_letter(
    store: FileStore, box: Letterbox, server: MailServer
) -> None:
    store.people.update(lambda _: [person(1), person(2, would_help=True), person(3, confirmed_at=None)])
    publish(store)
    assert send(store, server) == []
    assert [each.step for each in send(store, server, NOW + TOLD_AFTER)] == [SENT, SENT]
    assert send(store, server, NOW + DAY) == []

    left = store.people.people()
    assert [(each.id, each.wants_news) for each in left] == [("person-2", False), ("person-3", True)]


def test_group_that_is_taken_back_within_hours_is_told_to_nobody(
    store: FileStore, box: Letterbox, server: MailServer
) -> None:
    store.people.update(lambda _: [person()])
    publish(store)
    send(store, server)
    assert steps(store) == [[WAITING]]
    publish(store, status="inactive")
    assert send(store, server, NOW + DAY) == []
    assert steps(store) == [[]]
    publish(store)
    send(store, server, NOW + DAY)

    assert [each.step for each in send(store, server, NOW + DAY + TOLD_AFTER)] == [SENT]
    assert len(box.letters) == 1


@pytest.mark.parametrize("takes_it", [False, True], ids=["before the mail", "after the mail"])
def test_kill_between_mail_and_record_costs_one_letter_at_most_and_is_found_again(
    store: FileStore, box: Letterbox, server: MailServer, takes_it: bool
) -> None:
    store.people.update(lambda _: [person(1, letters=(message("Hello"),)), person(2, letters=(message("Hello"),))])
    deadly = DeadlyLetterbox(takes_it=takes_it)
    with mail_server(deadly) as killing:
        process = FORK.Process(target=send, args=(store, killing))
        process.start()
        deadly.sender.put(process.pid or 0)
        process.join()
    for days in (0, 1, 100):
        send(store, server, NOW + days * DAY)

    assert process.exitcode == -signal.SIGKILL
    assert [each["To"] for each in deadly.letters] == ["person-1@made-up.example"] * takes_it
    assert [each["To"] for each in box.letters] == ["person-2@made-up.example"]
    assert steps(store) == [[BEGUN], [SENT]]
    assert [each.text for one in store.people.people() for each in one.letters] == ["Hello", ""]


def test_server_that_is_down_is_left_alone_and_all_is_sent_later(
    store: FileStore, box: Letterbox, server: MailServer
) -> None:
    store.people.update(lambda _: [person(number, letters=(message("Hello"),)) for number in range(5)])
    assert [each.step for each in send(store, DOWN)] == [FAILED] * 3
    assert [each.step for each in send(store, DOWN, NOW + HOUR)] == [FAILED] * 3
    assert [each.step for each in send(store, server, NOW + DAY)] == [SENT] * 5
    assert {each["To"].partition("@")[0] for each in box.letters} == {f"person-{number}" for number in range(5)}


def test_strangers_cause_few_letters_in_an_hour_and_keep_no_others_waiting(
    store: FileStore, box: Letterbox, server: MailServer
) -> None:
    asking = PersonLetter("ask", PersonLetterKind.CONFIRM, SENT, NOW, tries=1)
    asked = [person(number, confirmed_at=None, letters=(asking,)) for number in range(60)]
    store.people.update(lambda _: [*asked, person(98, letters=(message("Hello"),))])
    sign_up(store, wish(99))
    assert [each.due.person.id for each in send(store, server, NOW + HOUR / 2)] == ["person-98"]
    assert [each.due.person.email for each in send(store, server, NOW + HOUR)] == ["person-99@made-up.example"]


def test_nobody_is_written_to_who_left_a_moment_ago(store: FileStore, box: Letterbox, server: MailServer) -> None:
    store.people.update(lambda _: [person(1, letters=(message("Hello"),)), person(2, letters=(message("Hello"),))])
    box.handle_message = lambda letter: (box.letters.append(letter), store.people.update(lambda _: []))  # type: ignore[method-assign, assignment, func-returns-value]
    sent = send(store, server)

    assert len(box.letters) == 1
    assert len(sent) <= 1
