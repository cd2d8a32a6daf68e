"""One real server for each module of attacks, with a folder of its own and a reviewer."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from affiliates.storage.files.store import FileStore
from tests.browser.app import ROOT
from tests.made_up import row, write_directory
from tests.warm_server import served


@dataclass(frozen=True)
class Attacked:
    """A server that is attacked: its address, the folder of its data, the file of its log, and what it asked of git."""

    address: str
    folder: Path
    log: Path
    git_calls: Path

    @property
    def store(self) -> FileStore:
        """What the server keeps."""
        return FileStore(self.folder)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    """The app as an operator starts it, but for the seconds that a person takes to fill in a form.

    The proxy on this machine is trusted, so an attack can come from as many addresses as it names.
    """
    folder = tmp_path_factory.mktemp("attacked")
    groups = row(1, name="Parents of Somewhere in Ohio"), row(2, name="Parents of Iowa", regions="US-IA")
    data = write_directory(folder / "data", *groups)
    git = folder / "bin/git"
    git.parent.mkdir()
    git.write_text(f'#!/bin/sh\necho "$@" >> {folder}/git-calls\n')
    git.chmod(0o700)
    environment = {
        "PATH": f"{git.parent}:{os.environ['PATH']}",
        "AFFILIATES_DATA": str(data),
        "AFFILIATES_MIN_FILL_SECONDS": "0",
        "AFFILIATES_TRUSTED_PROXIES": "127.0.0.1",
    }
    with served(ROOT / "dashboard.py", folder / "log", environment) as address:
        yield Attacked(address, data, folder / "log", folder / "git-calls")
