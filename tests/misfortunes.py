"""Bad luck that kills no process: damaged files, other users, clocks that jump, a disk that is full while erasing.

Each function lets one kind happen once in an empty folder, and returns what went wrong. ``make crash-test`` lets each
happen many times, tests/affiliates/storage/files/test_misfortunes.py a few times.
"""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from affiliates.errors import NotAllowedError, StoreError, StorePendingError
from affiliates.review import passphrases
from affiliates.review.passphrases import add_reviewer, authenticate_by_passphrase
from affiliates.storage.files.directory import history
from affiliates.storage.files.store import REVIEW_FOLDER, FileStore
from tests import crash
from tests.made_up import application, list_snapshots, row, write_directory

NOBODY = 65534
MAX_WAIT = 60  # seconds that a reviewer is kept waiting at most


def damaged_file(folder: Path, chance: random.Random) -> list[str]:
    """Another program saves a private file with other line ends, or leaves zeros in it, or takes its header."""
    store = FileStore(crash.prepared(folder))
    for number in range(10, 10 + chance.randrange(5)):
        store.add(application(number))
    name = chance.choice(["applications.csv", "decisions.csv"])
    path = folder / REVIEW_FOLDER / name
    whole, files = path.read_bytes(), set(path.parent.iterdir())
    cut = chance.randrange(len(whole))
    damage: dict[str, Callable[[], bytes]] = {
        "CR line ends": lambda: whole.replace(b"\n", b"\r"),
        "CR LF line ends": lambda: whole.replace(b"\n", b"\r\n"),
        "zeros": lambda: bytes(len(whole)),
        "zeros at the end": lambda: whole[:cut] + bytes(len(whole) - cut),
        "no header": lambda: whole.partition(b"\n")[2],
    }
    kind = chance.choice(list(damage))
    path.write_bytes(damage[kind]())
    read = store.applications if name == "applications.csv" else store.decisions
    write = crash.add_one if name == "applications.csv" else crash.publish_one
    wrong = [
        f"{name} with {kind} was {deed}"
        for deed, act in (("read", read), ("written", lambda: write(store)), ("erased from", lambda: erase(store)))
        if not refuses(act)
    ]
    new = {each for each in path.parent.iterdir() if each.name != "unfinished.json"}  # what is erased once it can be
    wrong += [f"{each.name} came or went" for each in files ^ new]
    return wrong + ([] if path.read_bytes() == damage[kind]() else [f"{name} with {kind} was changed"])


def file_of_another_user(folder: Path, chance: random.Random) -> list[str]:
    """A command takes a private file, so that the app may not read it any more."""
    FileStore(crash.prepared(folder))
    private = folder / REVIEW_FOLDER
    taken = private / chance.choice(["applications.csv", "decisions.csv"])
    app = NOBODY if os.geteuid() == 0 else os.geteuid()
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, app, -1)
    os.chown(taken, os.geteuid(), -1)
    taken.chmod(0o600 if app == NOBODY else 0)
    process, pipe = crash.child(_use_as_app, folder, app)
    wrong = [fault for faults in crash.said(pipe) for fault in faults]
    process.join()
    os.chown(taken, app, -1)
    taken.chmod(0o600)
    kept = len(FileStore(folder).applications()), len(FileStore(folder).decisions())
    return wrong + ([] if kept == (2, 1) else [f"{kept} rows are kept"]) + ([] if process.exitcode == 0 else ["died"])


def _use_as_app(pipe: Connection, folder: Path, user: int) -> None:
    if os.geteuid() == 0:
        os.setgroups([])
        os.setuid(user)
    store = FileStore(folder)
    is_refused = refuses(lambda: (store.applications(), store.decisions()))
    pipe.send([] if is_refused else ["a file of somebody else was read"])


def jumping_clock(folder: Path, chance: random.Random) -> list[str]:
    """The clock goes days ahead and back, while the list is edited and reviewers sign in."""
    FileStore(write_directory(folder, row(900))).add(application(1))
    FileStore(folder)  # keeps what stands before anything is changed
    with pytest.MonkeyPatch.context() as patch:  # a hash that costs little to check
        patch.setattr(passphrases, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        passphrase = add_reviewer(FileStore(folder).reviewers, "Robin")
    wrong = []
    for number in range(4):
        jump = timedelta(days=chance.uniform(-3, 3))
        with clock_off_by(jump):
            write_directory(folder, row(number))
            FileStore(folder)
        for guess in range(6):
            sign_in(folder, "a wrong one", datetime.now(UTC) + jump + timedelta(seconds=guess))
    if not sign_in(folder, passphrase, datetime.now(UTC) + timedelta(seconds=MAX_WAIT + 6)):
        wrong.append(f"a reviewer waits for more than {MAX_WAIT} seconds")
    known = list_snapshots(folder)
    listed = [list(each.groups()["id"]) for each in known]
    if listed != [["group-900"], *([f"group-{number}"] for number in range(4))]:
        wrong.append(f"the versions are in the order {listed}")
    since = [each.since for each in known if each.since]
    return wrong if since == sorted(since) else [*wrong, "a version begins before the one before it"]


def full_disk_while_erasing(folder: Path, chance: random.Random) -> list[str]:
    """The disk is full at some step of erasing, and there is room again when the next application comes."""
    store = FileStore(crash.prepared(folder))
    with crash.nth_call(chance.randrange(1, 30), crash.refuse):
        try:
            erase(store)
            failure = None
        except StoreError as error:
            failure = error
    if failure is None or isinstance(failure, StorePendingError):
        store.add(application(2))
    half = crash.half_erased(folder)
    empty = [each for each in store.applications() if each == each.without_personal_data()]
    is_erased = len(empty) == 2
    if is_erased != (failure is None or isinstance(failure, StorePendingError)):
        half.append(f"erased: {is_erased}, though it said {failure}")
    return half


MISFORTUNES = (damaged_file, file_of_another_user, jumping_clock, full_disk_while_erasing)


def refuses(act: Callable[[], object]) -> bool:
    """Whether something is refused with the store's own error."""
    try:
        act()
    except StoreError:
        return True
    return False


def erase(store: FileStore) -> None:
    """Erases the two applications of a prepared folder."""
    crash.erase_two(store)


def sign_in(folder: Path, passphrase: str, now: datetime) -> bool:
    """Whether the reviewer gets in."""
    try:
        authenticate_by_passphrase(FileStore(folder).reviewers, "Robin", passphrase, now)
    except NotAllowedError:
        return False
    return True


@contextmanager
def clock_off_by(jump: timedelta) -> Iterator[None]:
    """Lets the history see another time than it is."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return datetime.now(tz) + jump

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(history, "datetime", Clock)
        yield
