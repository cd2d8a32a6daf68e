"""The contract of a store: any place that keeps what we keep has to pass this. A new store joins ``STORES``."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from affiliates.storage.contract.store import Store
from affiliates.storage.files.store import FileStore
from affiliates.storage.postgres.connection import database
from tests.made_up import row, support_row, write_directory, write_support
from tests.postgres.databases import Databases

MOMENT = datetime(2026, 5, 1, 12, tzinfo=UTC)
Opened = Callable[[], Store]
OpenStore = Callable[[Path], Store]
# The last one is told again and again to begin anew.
STORES = ("files", "postgres", "unlucky postgres")


@pytest.fixture(params=STORES)
def open_store(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenStore]:
    """Opens the store of a folder anew each time, as a process that starts does."""
    if request.param == "files":
        yield FileStore
        return
    databases: Databases = request.getfixturevalue("databases")
    monkeypatch.setattr(database, "_LONGEST_PAUSE", 0.001)
    yield databases.open_unlucky if request.param == "unlucky postgres" else databases.open
    databases.empty()


@pytest.fixture
def opened(open_store: OpenStore, tmp_path: Path) -> Opened:
    """Opens a store that lists one group and two organizations."""
    write_directory(tmp_path, row(900, name="Listed Before"))
    write_support(tmp_path, support_row(1), support_row(2))
    return lambda: open_store(tmp_path)
