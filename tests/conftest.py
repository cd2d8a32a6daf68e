"""What holds for every test: one browser for each worker, passphrases that cost little to check, how many examples."""

import gc
import importlib
import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from httpx import create_ssl_context
from httpx._transports import default
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

from affiliates.review import passphrases
from server.compression import QUICK
from server.scripts import compression
from tests.browser.app import ROOT, launch_options
from tests.postgres.databases import Databases
from tests.postgres.server import Server, running_server

# How long an example takes says more about the machine than about the code.
settings.register_profile("default", deadline=None, max_examples=25)
settings.register_profile("thorough", deadline=None, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_sessionstart(session: pytest.Session) -> None:
    """Each worker begins to import the tests at another place and finds what it comes to later compiled by the others:
    pytest rewrites each file, which takes half of the processor time that its collection does."""
    worker: dict[str, Any] = getattr(session.config, "workerinput", {})
    if worker:
        files = sorted(file for each in session.config.args for file in Path(each).rglob("test_*.py"))
        first = len(files) * int(worker["workerid"].removeprefix("gw")) // worker["workercount"]
        for file in [*files[first:], *files[:first]]:
            with suppress(Exception):  # the collection tells
                importlib.import_module(".".join(file.resolve().relative_to(ROOT).with_suffix("").parts))


def pytest_collection_finish() -> None:
    """What is there before the first test stays: the garbage collector does not look through all of it again and again,
    and it looks less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def no_work_for_nothing() -> Iterator[None]:
    """What takes long and is not what most tests look at is done cheaply, or once.

    Hashes of passphrases made here cost little to make, and to check: argon2 checks with the parameters that stand in
    the hash (the real ones: tests/affiliates/review/test_passphrases.py). Each run of an AppTest would look for
    components in all installed packages, most of its time; each client of httpx would read all certificates of the
    machine, 30 ms; and each server would make the smallest form of Streamlit's scripts, 4.5 s for whichever processor
    is idle (tests/server/test_script_compression.py has it made of a small one).
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passphrases, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        patch.setattr(default, "create_ssl_context", cache(create_ssl_context))
        patch.setattr(compression, "SMALLEST", QUICK)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL for all tests of a worker, started when the first one asks for it."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def databases(postgres: Server) -> Databases:
    """Databases in it, with the tables of the store."""
    return Databases(postgres)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium of this machine instead of one that Playwright would download.

    Its pages share a process that stays (``Browsers`` in tests/browser/conftest.py), with the scripts it has compiled;
    no page is open for long enough to win back the time that it takes to optimize them. Scripts that are compiled while
    they arrive are compiled anew at each visit; without that, an opened page costs a tenth less.
    """
    cheap = "--process-per-site", "--js-flags=--no-opt --no-maglev --no-script-streaming"
    return {**browser_type_launch_args, **launch_options(*cheap)}
