"""What an applicant hears from a reviewer: a question, or that their group is published."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from streamlit.testing.v1 import AppTest

from affiliates.site.settings import PUBLIC_URL
from affiliates.storage.files.store import FileStore
from tests.affiliates.review.test_mail import Letterbox
from tests.browser.app import free_port
from tests.components.app import app
from tests.components.signed_in import signs_in
from tests.made_up import application, row, write_directory

REFERENCE = "AM-0000-0001"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The reviewers' page with an application open, and a reviewer who is signed in."""
    monkeypatch.setenv("AFFILIATES_DATA", str(tmp_path))
    monkeypatch.setenv(PUBLIC_URL, "https://groups.example/")
    write_directory(tmp_path, row(900))
    FileStore(tmp_path).add(application(1))
    page = signs_in(app().switch_page("pages/review.py"), tmp_path)
    page.session_state["desk_open"] = REFERENCE
    return page


@pytest.fixture
def letterbox(desk: AppTest) -> Iterator[Letterbox]:
    """A mail server that the settings of the reviewers' page name."""
    box, port = Letterbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    desk.secrets["smtp"] = {
        "host": "127.0.0.1",
        "port": port,
        "sender": "desk@made-up.example",
        "security": "none",
    }
    yield box
    controller.stop()


def presses(page: AppTest, label: str) -> AppTest:
    return next(each for each in page.button if each.label == label).click().run()


def test_without_a_mail_server_the_reviewer_gets_the_text(desk: AppTest) -> None:
    page = presses(desk.run(), "Publish")

    assert not page.exception
    assert not [each.label for each in page.checkbox if each.label.startswith("Mail them")]
    to, text = [each.value for each in page.code]
    assert to == "contact-1@made-up.example"
    assert '<img src="https://groups.example/badge/made-up-group-1.svg"' in text


def test_with_a_mail_server_the_applicant_hears_at_once(desk: AppTest, letterbox: Letterbox) -> None:
    page = presses(desk.run(), "Publish")

    assert not page.exception
    assert [each.value for each in page.success if "mail has been sent" in each.value]
    (letter,) = letterbox.letters
    assert (letter["To"], letter["Subject"]) == ("contact-1@made-up.example", f"Your application {REFERENCE}")
    assert b'src="https://groups.example/badge/made-up-group-1.svg"' in letter.get_payload(decode=True)


def test_reviewer_may_keep_the_mail_to_send_it_later(desk: AppTest, letterbox: Letterbox) -> None:
    page = desk.run()
    next(each for each in page.checkbox if each.label.startswith("Mail them")).uncheck()
    presses(page, "Publish")

    assert letterbox.letters == []
    assert next(each.value for each in page.code) == "contact-1@made-up.example"


def test_change_of_a_listed_group_is_not_announced_as_new(desk: AppTest, tmp_path: Path) -> None:
    FileStore(tmp_path).add(application(2, kind="update", group_id="group-900"))
    desk.session_state["desk_open"] = "AM-0000-0002"
    page = presses(desk.run(), "Publish the change")

    assert [each.value for each in page.success if "Published" in each.value]
    assert len(page.code) == 0


def test_applicant_is_asked_by_mail(desk: AppTest, letterbox: Letterbox) -> None:
    page = presses(desk.run(), "Ask")
    page.text_area(key=f"desk_ask_{REFERENCE}_text").set_value("Which county is it?")
    presses(page, "Save the note and send it")

    assert not page.exception
    assert [each.value for each in page.success if each.value == "The mail has been sent."]
    (letter,) = letterbox.letters
    assert letter["To"] == "contact-1@made-up.example"
    assert letter.get_content().strip() == "Which county is it?"  # type: ignore[attr-defined]
