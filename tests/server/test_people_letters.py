"""The server as the one that sends people their letters: when it looks, and what stops it from nothing else."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from affiliates.errors import MailError
from affiliates.review.mail import MailServer
from affiliates.storage.files.store import FileStore
from server.people.letters import PeopleLetters
from tests.affiliates.people.made_up import DAY, NOW, person, sign_up, wish
from tests.affiliates.review.test_mail import Letterbox
from tests.affiliates.upkeep.mail import BASE_URL, mail_server
from tests.affiliates.upkeep.reminders.test_sending import DOWN
from tests.made_up import row, write_directory


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(write_directory(tmp_path))


@pytest.fixture
def box() -> Letterbox:
    return Letterbox()


@pytest.fixture
def server(box: Letterbox) -> Iterator[MailServer]:
    with mail_server(box) as running:
        yield running


def test_who_signs_up_gets_the_letter_at_the_next_look_and_once(
    store: FileStore, box: Letterbox, server: MailServer
) -> None:
    letters = PeopleLetters(store, BASE_URL, mail=lambda: server)
    for moment in range(0, 10, 2):
        letters.look(moment)
        if moment == 2:
            sign_up(store, wish(), datetime.now(UTC))
        if moment == 4:
            assert len(box.letters) == 1
            sign_up(store, wish(2), datetime.now(UTC))

    assert [str(each["To"]).partition("@")[0] for each in box.letters] == ["person-1", "person-2"]


@pytest.mark.parametrize("public_url", ["", BASE_URL])
def test_without_mail_or_public_address_nothing_is_sent_and_groups_are_noticed(
    store: FileStore, tmp_path: Path, public_url: str, server: MailServer, box: Letterbox
) -> None:
    store.people.update(lambda _: [person(1, confirmed_at=NOW)])
    letters = PeopleLetters(store, public_url, mail=lambda: None if public_url else server)
    letters.look(0)
    assert store.people.people()[0].letters == ()
    write_directory(tmp_path, row(1))
    letters.look(2)

    assert len(store.people.people()[0].letters) == 1
    assert box.letters == []


@pytest.mark.parametrize(("is_sent", "left"), [(True, 0), (False, 1), (None, 0)], ids=["mail", "no mail", "wrong"])
def test_who_never_confirmed_is_kept_for_30_days_unless_nobody_could(
    store: FileStore, server: MailServer, is_sent: bool | None, left: int
) -> None:
    def mail() -> MailServer | None:
        if is_sent is None:
            raise MailError("The settings cannot work.")
        return server if is_sent else None

    store.people.update(lambda _: [person(confirmed_at=None, asked_at=datetime.now(UTC) - 31 * DAY)])
    PeopleLetters(store, BASE_URL, mail=mail).look(0)

    assert len(store.people.people()) == left


def test_failures_are_said_once_and_tried_again_later(
    store: FileStore, box: Letterbox, server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    sign_up(store, wish(), datetime.now(UTC))
    mail = [DOWN]
    letters = PeopleLetters(store, BASE_URL, mail=lambda: mail[0])
    for moment in (0, 2, 4):
        letters.look(moment)
    (letter,) = store.people.people()[0].letters
    assert letter.tries == 1
    assert [each.getMessage() for each in caplog.records] == [
        "Letters to people wait: The mail server did not take the mail (ConnectionRefusedError)."
    ]
    (tmp := Path(store.directory.history.folder).parent / "affiliates.csv").write_bytes(b"")
    store.people.update(lambda _: [person(1, confirmed_at=NOW)])
    for moment in (100, 102, 200):
        letters.look(moment)
    assert len(caplog.records) == 2
    write_directory(tmp.parent)
    sign_up(store, wish(2), datetime.now(UTC))
    mail[0] = server
    letters.look(300)

    assert [str(each["To"]).partition("@")[0] for each in box.letters] == ["person-2"]
