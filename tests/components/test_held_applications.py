"""What is held because others came: how reviewers see it, and how it gets there from the form."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from streamlit.testing.v1 import AppTest

from affiliates.applications.model import SpamReason
from affiliates.applications.states import State, application_states
from affiliates.storage.files.store import FileStore
from tests.affiliates.review.test_announcements import TIMEOUT, WaitingLetterbox
from tests.browser.app import free_port
from tests.components.app import app, words
from tests.components.signed_in import signs_in
from tests.components.test_publication_mail import presses
from tests.made_up import application, row, write_directory


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AFFILIATES_DATA", str(tmp_path))
    monkeypatch.setenv("AFFILIATES_MIN_FILL_SECONDS", "0")
    return write_directory(tmp_path, row(1), row(2))


@pytest.fixture
def desk(folder: Path) -> AppTest:
    """The reviewers' page at what is held, with a reviewer who is signed in."""
    for number in range(1, 26):
        FileStore(folder).add(application(number, spam_reason=SpamReason.MANY_FROM_ONE_ADDRESS))
    page = signs_in(app().switch_page("pages/review.py"), folder)
    page.session_state["desk_state"] = State.HELD
    return page.run()


def states(folder: Path) -> list[State]:
    store = FileStore(folder)
    return [*application_states(store.applications(), store.decisions()).values()]


def test_reviewer_sees_what_is_held_and_why_and_puts_all_of_it_with_the_others(desk: AppTest, folder: Path) -> None:
    assert "Many came from the same place" in words(desk)
    assert not [each for each in desk.main.button if each.label.startswith("Erase")]
    page = presses(desk, "Put all 25 with the waiting ones")

    assert not page.exception
    assert [each.value for each in page.success] == ["They now wait with the others\\."]
    assert states(folder) == [State.WAITING] * 25


def test_reviewer_puts_a_page_of_it_among_the_spam(desk: AppTest, folder: Path) -> None:
    page = presses(desk, "Mark the 20 on this page as spam")

    assert [each.value for each in page.success] == ["They are among the spam now\\."]
    assert states(folder) == [State.SPAM] * 20 + [State.HELD] * 5


def test_one_of_them_is_put_with_the_others(desk: AppTest, folder: Path) -> None:
    desk.session_state["desk_open"] = "AM-0000-0002"
    page = desk.run()
    assert "many others came from the same address" in words(page)
    presses(page, "Put it with the waiting ones")

    assert states(folder)[:3] == [State.HELD, State.WAITING, State.HELD]


def correct(group: str, **secrets: object) -> AppTest:
    """A new visitor who says that a group has closed."""
    page = app(group=group).switch_page("pages/correct.py")
    for name, values in secrets.items():
        page.secrets[name] = values
    page.run()
    page.main.radio[0].set_value("closed")
    return presses(page, "Tell us")


def test_corrections_are_held_by_address_and_not_by_browser_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFFILIATES_MAX_PER_HOUR", "2")
    for _ in range(3):
        page = correct("group-1")
        assert not page.exception
        assert [each.value for each in page.success] == ["Thank you. We have received it."]

    assert states(folder) == [State.WAITING, State.WAITING, State.HELD]
    assert FileStore(folder).applications()[-1].spam_reason is SpamReason.MANY_FROM_ONE_ADDRESS


def test_copy_of_what_was_sent_is_made_at_the_click_and_not_before(folder: Path) -> None:
    """It lay under an address of its own, with all that is private in it, as soon as the page said thank you."""
    (copy,) = correct("group-1").get("download_button")

    assert copy.proto.deferred_file_id
    assert not copy.proto.url


@pytest.fixture
def letterbox() -> Iterator[tuple[WaitingLetterbox, int]]:
    box, port = WaitingLetterbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


def test_reviewers_hear_what_came_before_a_restart_and_then_once_of_many(
    folder: Path, letterbox: tuple[WaitingLetterbox, int]
) -> None:
    box, port = letterbox
    smtp = {"host": "127.0.0.1", "port": port, "sender": "desk@made-up.example", "security": "none"}
    settings = {"smtp": smtp, "reviewers": {"notify": ["robin@made-up.example"]}}
    earlier = application(1)
    FileStore(folder).add(earlier)
    visitor = app()
    for name, values in settings.items():
        visitor.secrets[name] = values
    visitor.run()
    assert box.arrived.get(timeout=TIMEOUT)["Subject"] == f"New application to review: {earlier.reference}"
    for _ in range(3):
        correct("group-2", **settings)

    assert len(FileStore(folder).applications()) == 4
    assert box.arrived.empty()


def test_mail_server_that_is_down_keeps_nobody_from_sending(folder: Path) -> None:
    smtp = {"host": "127.0.0.1", "port": free_port(), "sender": "desk@made-up.example", "security": "none"}

    page = correct("group-1", smtp=smtp, reviewers={"notify": ["robin@made-up.example"]})

    assert [each.value for each in page.success] == ["Thank you. We have received it."]
    assert states(folder) == [State.WAITING]
