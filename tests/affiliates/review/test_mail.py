"""Mail over a real server on this machine."""

import email
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.policy import default
from email.utils import parsedate_to_datetime
from socketserver import StreamRequestHandler, TCPServer
from threading import Thread
from typing import Any, ClassVar

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Handler

from affiliates.errors import MailError
from affiliates.review.mail import MailServer, compose_mail, deliver, mail_server, send_mail
from tests.browser.app import free_port


class Letterbox(Handler):
    """Keeps what comes in."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[Message] = []

    def prepare_message(self, session: Any, envelope: Any) -> Message:
        return email.message_from_bytes(envelope.content, policy=default)

    def handle_message(self, message: Message) -> None:
        self.letters.append(message)


@pytest.fixture
def letterbox() -> Iterator[tuple[Letterbox, MailServer]]:
    box, port = Letterbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, MailServer("127.0.0.1", "desk@made-up.example", port=port, security="none")
    controller.stop()


def test_mail_arrives_as_written(letterbox: tuple[Letterbox, MailServer]) -> None:
    box, server = letterbox
    send_mail(server, "a@made-up.example", "Your application", "Bonjour,\n\nça va ? مجموعة\n.\n")

    (letter,) = box.letters
    assert (letter["From"], letter["To"], letter["Subject"]) == (
        "desk@made-up.example",
        "a@made-up.example",
        "Your application",
    )
    assert abs(parsedate_to_datetime(letter["Date"]) - datetime.now(UTC)) < timedelta(hours=1)
    assert letter.get_content().replace("\r", "") == "Bonjour,\n\nça va ? مجموعة\n.\n"  # type: ignore[attr-defined]


def test_host_with_other_letters_is_written_to_as_every_mail_server_takes_it(
    letterbox: tuple[Letterbox, MailServer],
) -> None:
    box, server = letterbox
    of_ours = mail_server(
        {"host": server.host, "port": server.port, "security": "none", "sender": "desk@bücher.example"}
    )
    assert of_ours
    send_mail(of_ours, "robin@école.example", "Your application", "Hello")
    with pytest.raises(MailError) as refused:
        send_mail(server, "robin@a..é", "Your application", "Hello")

    (letter,) = box.letters
    assert (letter["From"], letter["To"]) == ("desk@xn--bcher-kva.example", "robin@xn--cole-9oa.example")
    assert refused.value.is_refused


def test_no_text_becomes_a_header_or_a_second_receiver(letterbox: tuple[Letterbox, MailServer]) -> None:
    box, server = letterbox
    send_mail(server, "a@made-up.example", "Hello\r\nBcc: victim@made-up.example", "x")
    with pytest.raises(MailError):
        send_mail(server, "a@made-up.example\r\nBcc: victim@made-up.example", "Hello", "x")

    (letter,) = box.letters
    assert letter["Bcc"] is None
    assert letter["Subject"] == "Hello Bcc: victim@made-up.example"


def test_server_that_is_down_is_an_error_without_the_text() -> None:
    server = MailServer("127.0.0.1", "desk@made-up.example", port=free_port(), security="none")
    began = time.monotonic()
    with pytest.raises(MailError) as refused:
        send_mail(server, "private@made-up.example", "private", "private")

    assert "private" not in str(refused.value)
    assert time.monotonic() - began < 10  # it does not wait for an answer that cannot come


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_server_without_the_encryption_that_was_asked_for_gets_no_mail(
    letterbox: tuple[Letterbox, MailServer], security: str
) -> None:
    box, plain = letterbox
    with pytest.raises(MailError):
        send_mail(MailServer(plain.host, plain.sender, plain.port, security), "a@made-up.example", "x", "x")

    assert box.letters == []


def test_settings_name_a_server_or_say_what_is_wrong() -> None:
    assert mail_server({}) is None
    assert mail_server({"host": "h", "sender": "s"}) == MailServer("h", "s")
    with pytest.raises(MailError, match="need host and sender"):
        mail_server({"host": "h"})
    with pytest.raises(MailError, match="need host and sender"):
        mail_server({"host": "h", "sender": "s", "hots": "x"})
    with pytest.raises(MailError, match="starttls, tls or none"):
        mail_server({"host": "h", "sender": "s", "security": "ssl"})
    with pytest.raises(MailError, match="“sender” is not an address"):
        mail_server({"host": "h", "sender": "desk@é..example"})


class WithReports(StreamRequestHandler):
    """A mail server that says how it reports what did not arrive (RFC 3461), and keeps what it is asked."""

    asked: ClassVar[list[str]] = []

    def handle(self) -> None:
        self.wfile.write(b"220 made-up\r\n")
        while line := self.rfile.readline().decode().strip():
            self.asked.append(line)
            if line == "data":
                self.wfile.write(b"354 go on\r\n")
                while self.rfile.readline() != b".\r\n":
                    pass
            self.wfile.write(b"250-made-up\r\n250 DSN\r\n" if line.startswith("ehlo") else b"250 fine\r\n")


def test_mail_that_does_not_arrive_comes_back_without_its_text_where_that_is_asked_for() -> None:
    with TCPServer(("127.0.0.1", 0), WithReports) as reporting:
        server = MailServer("127.0.0.1", "desk@made-up.example", reporting.server_address[1], "none")
        message = compose_mail(server.sender, "a@made-up.example", "Hello", "private")
        for is_returned_whole in (False, True):
            thread = Thread(target=reporting.handle_request)
            thread.start()
            deliver(server, message, is_returned_whole=is_returned_whole)
            thread.join()

    senders = [line for line in WithReports.asked if line.lower().startswith("mail from")]
    assert ["RET=HDRS" in line for line in senders] == [True, False]
