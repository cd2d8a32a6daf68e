"""The post office of a test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from affiliates.review.mail import MailServer
from tests.affiliates.review.test_mail import Letterbox
from tests.affiliates.upkeep.mail import mail_server
from tests.affiliates.upkeep.relay.post_office import PostOffice


@pytest.fixture(scope="module")
def posted() -> Iterator[tuple[MailServer, Letterbox]]:
    box = Letterbox()
    with mail_server(box) as server:
        yield server, box


@pytest.fixture
def office(tmp_path: Path, posted: tuple[MailServer, Letterbox]) -> PostOffice:
    server, box = posted
    box.letters.clear()
    return PostOffice(tmp_path, server, box)
