"""A server whose groups can be written to, one for each module of tests, and its mail server."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from affiliates.applications.senders import TRUSTED_PROXIES
from affiliates.review.mail import MailServer
from affiliates.storage.files.store import FileStore
from tests.affiliates.review.test_mail import Letterbox
from tests.affiliates.upkeep.mail import mail_server, store_with
from tests.server.made_up_site import serving
from tests.server.write.form import can_send

GROUPS = 30


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with as many groups as there are tests: each test writes to one of its own."""
    folder = tmp_path_factory.mktemp("relay")
    store_with(folder, *[30] * GROUPS, now=datetime.now(UTC))
    return folder


@pytest.fixture(scope="module")
def store(folder: Path) -> FileStore:
    return FileStore(folder)


@pytest.fixture(scope="module")
def posted() -> Iterator[tuple[MailServer, Letterbox]]:
    box = Letterbox()
    with mail_server(box) as server:
        yield server, box


@pytest.fixture(scope="module")
def client(folder: Path, posted: tuple[MailServer, Letterbox]) -> Iterator[TestClient]:
    with pytest.MonkeyPatch.context() as patch:
        can_send(patch, posted[0].port)
        patch.setenv("AFFILIATES_MIN_FILL_SECONDS", "0")
        patch.setenv(TRUSTED_PROXIES, "127.0.0.1")
        with serving(folder) as client:
            yield client


@pytest.fixture
def box(posted: tuple[MailServer, Letterbox]) -> Letterbox:
    posted[1].letters.clear()
    return posted[1]


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    return count(1)


@pytest.fixture
def group(numbers: Iterator[int]) -> str:
    """The group of this test."""
    return f"group-{next(numbers)}"


@pytest.fixture
def sender(group: str) -> str:
    """The address from which this test writes."""
    return group.replace("group-", "198.51.100.")
