"""A client of our server, with a made-up directory."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.made_up import row, write_directory
from tests.server.made_up_site import serving


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_directory(tmp_path / "data", row(1, name="Made-up Parents of Ohio"))


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with serving(folder) as client:
        yield client
