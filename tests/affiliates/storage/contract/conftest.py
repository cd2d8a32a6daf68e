"""The contract of a store: any place that keeps what we keep has to pass this. A new store joins ``STORES``."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from affiliates.storage.contract.store import Store
from affiliates.storage.files.store import FileStore
from tests.made_up import row, support_row, write_directory, write_support

MOMENT = datetime(2026, 5, 1, 12, tzinfo=UTC)
Opened = Callable[[], Store]
STORES: dict[str, Callable[[Path], Store]] = {"files": FileStore}


@pytest.fixture(params=list(STORES.values()), ids=list(STORES))
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Opened:
    """Opens the same store anew each time, as a process that starts does."""
    write_directory(tmp_path, row(900, name="Listed Before"))
    write_support(tmp_path, support_row(1), support_row(2))
    return lambda: request.param(tmp_path)
