"""A visitor's message on its way to a group, through a mail server that reads it."""

from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest

from affiliates.review.mail import MailServer
from affiliates.storage.contract.letters import LetterStep
from affiliates.upkeep.relay.message import VisitorMessage
from affiliates.upkeep.relay.sending import Delivery, pass_on
from tests.affiliates.review.test_mail import Letterbox
from tests.affiliates.upkeep.mail import BASE_URL, NOW, mail_server, parts, store_with
from tests.affiliates.upkeep.relay.post_office import GROUP, MESSAGE, NOBODY, PostOffice
from tests.browser.app import free_port
from tests.made_up import row


def test_letter_says_who_wrote_what_and_how_to_answer_and_to_stop(office: PostOffice) -> None:
    assert office.sends() is Delivery.SENT

    letter = office.letter()
    plain, html = parts(letter)
    assert (letter["To"], letter["Reply-To"]) == ("contact-1@made-up.example", MESSAGE.email)
    assert letter["Subject"] == "A message to Made-up Group 1 through the affiliate map"
    assert "> What can we do?\n> It was on Monday.\n" in plain
    assert "What can we do?\nIt was on Monday.</blockquote>" in html
    for text in (plain, html):
        assert "First name: Robin" in text
        assert "your answer goes straight to robin@made-up.example" in text
        assert f"{BASE_URL}?region=US-OH#group-group-1" in text
        assert f"{BASE_URL}our-entry/no-messages?t=" in text
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated"
    for outside in ("<img", "<script", "src=", "url("):
        assert outside not in html


def test_letter_is_in_the_language_of_the_application(tmp_path: Path, posted: tuple[MailServer, Letterbox]) -> None:
    server, box = posted
    box.letters.clear()
    store = store_with(tmp_path, 100, language="es")

    assert pass_on(store, GROUP, MESSAGE, NOW, base_url=BASE_URL, server=server) is Delivery.SENT
    plain, html = parts(box.letters[0])
    assert "lang=es#group-group-1" in plain
    assert '<html lang="es"' in html


def test_head_names_nobody_but_who_is_written_to_and_answered(office: PostOffice) -> None:
    office.sends()
    head = {name: value for name, value in office.letter().items() if name not in {"To", "Reply-To", "From"}}

    for private in ("contact-1", "robin", "Robin", "AM-0000-0001", "Monday"):
        assert private not in str(head)


@pytest.mark.parametrize("name", ["Robin\r\nBcc: victim@made-up.example", "=?utf-8?q?x?=", "家長 🏫"])
def test_no_name_and_no_message_becomes_a_header_or_a_receiver(office: PostOffice, name: str) -> None:
    office.sends(VisitorMessage(f"{name}\r\n.\r\nMAIL FROM:<x>\r\n\r\nSubject: taken", MESSAGE.email, name))

    letter = office.letter()
    assert (letter["Bcc"], letter["To"]) == (None, "contact-1@made-up.example")
    assert letter.get_all("Subject") == ["A message to Made-up Group 1 through the affiliate map"]
    assert "> MAIL FROM:<x>" in parts(letter)[0]


def test_address_that_would_be_a_second_header_sends_nothing(office: PostOffice) -> None:
    forged = VisitorMessage("Hello", "a@made-up.example\r\nBcc: victim@made-up.example")

    assert office.sends(forged) is not Delivery.SENT
    assert office.box.letters == []


def test_server_that_is_down_keeps_nothing_and_says_so(office: PostOffice, caplog: pytest.LogCaptureFixture) -> None:
    office.server = MailServer("127.0.0.1", "desk@made-up.example", free_port(), "none")

    assert office.sends() is Delivery.FAILED
    assert office.store.letters.events() == []
    assert office.reachable == {GROUP}
    for private in ("robin", "Robin", "Monday", "contact-1"):
        assert private not in caplog.text


class Refusing(Letterbox):
    """A mail server that knows nobody."""

    async def handle_RCPT(self, *_: object) -> str:  # noqa: N802 (aiosmtpd's name)
        return "550 5.1.1 nobody here"


def test_address_that_the_server_does_not_know_is_offered_no_more(office: PostOffice) -> None:
    with mail_server(Refusing()) as server:
        office.server = server
        assert office.sends() is Delivery.NOT_OFFERED

    assert office.reachable == NOBODY
    (returned,) = office.store.letters.events()
    assert (returned.step, returned.application) == (LetterStep.RETURNED, "AM-0000-0001")


class Halting(Letterbox):
    """A mail server that does not say whether it took a letter."""

    async def handle_DATA(self, server: Any, *_: object) -> str:  # noqa: N802
        server.transport.abort()
        return ""


def test_letter_of_which_nobody_knows_is_said_to_be_one(office: PostOffice) -> None:
    with mail_server(Halting()) as server:
        office.server = server
        assert office.sends() is Delivery.UNKNOWN


def test_letter_is_whole_as_it_is_read_by_a_mail_program(office: PostOffice) -> None:
    office.sends(VisitorMessage("Ça suffit ! " * 100 + "\n家長 🏫", MESSAGE.email))
    again = BytesParser(policy=policy.default).parsebytes(office.letter().as_bytes())

    assert "家長 🏫" in parts(again)[0]
    assert again.defects == []
    assert row(1)["name"] in str(again["Subject"])
