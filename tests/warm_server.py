"""Servers whose modules are imported when they start: to import them is most of a start.

Python's fork server imports them once for each worker and copies itself for each server. All else is done by
Streamlit's own command. tests/server/test_entry.py and test_fresh_server.py start the app as people do.
"""

import multiprocessing
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.app import ROOT, free_port, wait_until_healthy

_COPIES = multiprocessing.get_context("forkserver")
_COPIES.set_forkserver_preload(["tests.warm_imports"])
_processes: dict[int, int] = {}  # by the port of each server


@contextmanager
def served(script: Path, log: Path, environment: Mapping[str, str], *, port: int = 0) -> Iterator[str]:
    """Serves a Streamlit script as ``tests.browser.app.served`` does, only sooner."""
    port = port or free_port()
    server = _COPIES.Process(target=_serve, args=(script, port, log, {**os.environ, **environment}), daemon=True)
    server.start()
    assert server.pid
    _processes[port] = server.pid
    try:
        wait_until_healthy(port, environment.get("STREAMLIT_SERVER_BASE_URL_PATH", ""), server.is_alive, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.join(20)
        assert not server.is_alive()


def process_at(address: str) -> int:
    """The process of the server at an address."""
    return _processes[urlsplit(address).port or 0]


def _serve(script: Path, port: int, log: Path, environment: dict[str, str]) -> None:
    """What the copy does: ``streamlit run``, in an environment of its own."""
    from streamlit.web.cli import main

    from server.compression import QUICK
    from server.scripts import compression

    pytest.MonkeyPatch().setattr(compression, "SMALLEST", QUICK)  # as in tests/conftest.py
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    with log.open("w") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
    options = ["--server.address", "127.0.0.1", "--server.port", str(port), "--server.headless", "true"]
    main(["run", str(script), *options], prog_name="streamlit")
