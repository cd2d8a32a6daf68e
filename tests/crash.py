"""Kills writers, fills disks and lets many write at once; says what was kept; tests/crash_at_length.py does it long."""

import errno
import multiprocessing
import os
import random
import resource
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from affiliates.applications.batches import Batch, EntryChange
from affiliates.applications.decisions import Verdict
from affiliates.errors import StoreError
from affiliates.review.retention import erase_applications
from affiliates.storage.files.directory.history import HISTORY_FOLDER
from affiliates.storage.files.store import FileStore
from tests.made_up import (
    application,
    approval,
    decision,
    read_directory,
    row,
    support_row,
    write_directory,
    write_support,
)

Contents = dict[str, bytes | None]
_FORK = multiprocessing.get_context("fork")
# What the store asks of the machine: a process is killed before each, and each is made to fail.
_CALLS = ("write", "fsync", "ftruncate", "replace", "link", "unlink", "open", "fchmod", "mkdir")


def child(work: Callable[..., None], *arguments: Any) -> tuple[Any, Connection]:
    """A process that does ``work``, and the end of a pipe on which it says what was acknowledged."""
    here, there = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=work, args=(there, *arguments), daemon=True)
    process.start()
    there.close()
    return process, here


def said(pipe: Connection) -> list[Any]:
    """Everything that a process managed to say before it ended."""
    heard = []
    try:
        while True:
            heard.append(pipe.recv())
    except EOFError:
        return heard


def send_on(pipe: Connection, folder: Path, first: int, count: int) -> None:
    """Sends applications one after the other and says each that is acknowledged."""
    store = FileStore(folder)
    for number in range(first, first + count):
        store.add(application(number))
        pipe.send(number)


def publish_on(pipe: Connection, folder: Path, first: int, count: int) -> None:
    """Lists groups one after the other and says each that is acknowledged."""
    store = FileStore(folder)
    for number in range(first, first + count):
        store.record_decision(approval(number))
        pipe.send(number)


def former_files(folder: Path) -> list[Path]:
    """The files of the former versions of the directory in a folder, the oldest first."""
    return sorted((folder / HISTORY_FOLDER).glob("affiliates-*.csv"))


def kills(folder: Path, times: int, work: Callable[..., None], seed: int = 1) -> tuple[list[int], float]:
    """Kills a process at a random moment of its writing, ``times`` times; returns what was acknowledged in all."""
    chance, acknowledged, began = random.Random(seed), [], time.perf_counter()
    for turn in range(times):
        process, pipe = child(work, folder, turn * 1000, 1000)
        heard = [pipe.recv()]
        until = time.monotonic() + chance.uniform(0, 0.03)
        while (left := until - time.monotonic()) > 0 and pipe.poll(left):
            heard.append(pipe.recv())
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        acknowledged += heard + said(pipe)
    return acknowledged, time.perf_counter() - began


def writers(folder: Path, processes: int, rows: int) -> tuple[list[int], float]:
    """Lets processes write at once; returns what was acknowledged."""
    began = time.perf_counter()
    running = [child(send_on, folder, each * rows, rows) for each in range(processes)]
    acknowledged = [number for process, pipe in running for number in said(pipe)]
    for process, _ in running:
        process.join()
    return acknowledged, time.perf_counter() - began


def kept(folder: Path) -> list[int]:
    """The numbers of the applications that are kept; every one of them has to be whole."""
    numbers = [int(each.form_id, 16) for each in FileStore(folder).applications()]
    wrong = [each for each in FileStore(folder).applications() if each != application(int(each.form_id, 16))]
    assert wrong == [], f"torn or changed: {wrong}"
    return numbers


def lost_and_doubled(acknowledged: list[int], found: list[int]) -> tuple[int, int]:
    """How many acknowledged rows are missing, and how many rows there are more than once."""
    return len(set(acknowledged) - set(found)), sum(count - 1 for count in Counter(found).values())


def half_published(folder: Path) -> list[str]:
    """Groups, and organizations, of which the log tells something else than the lists."""
    store = FileStore(folder)
    directory = read_directory(folder)
    assert directory.problems == (), directory.problems
    listed = set(directory.groups["id"])
    decided = {each.group_id for each in store.decisions() if each.after and each.group_id}
    taken_back = {each.group_id for each in store.decisions() if each.verdict is Verdict.UNDO}
    for batch in filter(None, (store.batch(each.decision_id) for each in store.decisions())):
        decided |= {change.group_id for change in batch.changes if change.after}
        taken_back |= {change.group_id for change in batch.changes if not change.after}
    return sorted((decided - taken_back) ^ (listed - {"group-900000"})) + half_changed(store)


def stray_batches(folder: Path) -> list[str]:
    """Files of batches that no decision in the log belongs to."""
    kept = {path.stem for path in (folder / "review" / "batches").glob("*.json")}
    return sorted(kept - {each.decision_id for each in FileStore(folder).decisions()})


def half_changed(store: FileStore) -> list[str]:
    """The organization that ``change_organization`` changes, if the log tells something else than the list."""
    told = [each.after for each in store.decisions() if each.organization_id] or [support_row(1), None]
    organization_id = support_row(1)["id"]
    return [] if store.support.entry(organization_id) in told else [organization_id]


def half_erased(folder: Path) -> list[str]:
    """References of applications that the log calls erased and that hold something still, or the other way round."""
    store = FileStore(folder)
    logged = {each.application for each in store.decisions() if each.verdict is Verdict.ERASE}
    empty = {each.reference for each in store.applications() if each == each.without_personal_data()}
    return sorted(logged ^ empty)


@contextmanager
def before_each_call(act: Callable[[int], None]) -> Iterator[list[int]]:
    """Acts before each thing that is asked of the machine, and says the how manieth it is; counts them."""
    count, real = [0], {name: getattr(os, name) for name in _CALLS}

    def wrapped(name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **keywords: Any) -> Any:
            count[0] += 1
            act(count[0])
            return real[name](*arguments, **keywords)

        return call

    for name in _CALLS:
        setattr(os, name, wrapped(name))
    try:
        yield count
    finally:
        for name in _CALLS:
            setattr(os, name, real[name])


def nth_call(nth: int, act: Callable[[], None]) -> AbstractContextManager[list[int]]:
    """Counts what is asked of the machine, and acts before the ``nth`` time; after it is before the next one."""
    return before_each_call(lambda number: act() if number == nth else None)


def contents(folder: Path) -> Contents:
    """The files of a folder by their names, and the folders in it, which hold None."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")
    }


def write_contents(folder: Path, files: Contents) -> Path:
    """Makes a folder with these files and folders; returns it."""
    folder.mkdir()
    for name in sorted(files):
        content = files[name]
        (folder / name).mkdir() if content is None else (folder / name).write_bytes(content)
    return folder


def interruptions(folder: Path, work: Callable[[FileStore], None]) -> tuple[list[Contents], int]:
    """What a process that is killed at any step of a piece of work leaves in a folder, each state once; how many steps.

    Nothing is written after a kill, so it leaves what stands before the step that does not come.
    """
    states: list[Contents] = []

    def note(_number: int) -> None:
        if (state := contents(folder)) not in states:
            states.append(state)

    store = FileStore(folder)
    with before_each_call(note) as count:
        work(store)
    note(count[0])
    return states, count[0]


def die() -> None:
    """Ends this process as a power cut does: nothing is cleaned up."""
    os.kill(os.getpid(), signal.SIGKILL)


def refuse() -> None:
    """What a full disk says."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def interrupted(pipe: Connection, folder: Path, work: Callable[[FileStore], None], nth: int) -> None:
    """Does a piece of work, is killed at its ``nth`` step, or says in how many steps it was acknowledged."""
    store = FileStore(folder)
    with nth_call(nth, die) as count:
        work(store)
    pipe.send(count[0])


def add_one(store: FileStore) -> None:
    """Sends an application."""
    store.add(application(1))


def publish_one(store: FileStore) -> None:
    """Lists a group."""
    store.record_decision(approval(1))


def take_back_one(store: FileStore) -> None:
    """Takes a listed group out again."""
    listed = approval(7)
    undo = {"verdict": Verdict.UNDO, "group_id": listed.group_id, "undoes": listed.decision_id}
    store.record_decision(decision(8, **undo, before=listed.after))


def change_organization(store: FileStore) -> None:
    """Gives an organization another number."""
    before, after = support_row(1), support_row(1, phone="1-800-555-0199")
    change = {"verdict": Verdict.EDIT, "application": "", "organization_id": before["id"]}
    store.record_decision(decision(9, **change, before=before, after=after))


def erase_two(store: FileStore) -> None:
    """Erases two applications at once."""
    erase_applications(store, [application(7).reference, application(8).reference], reviewer="Reviewer")


def import_two(store: FileStore) -> None:
    """Lists two groups at once, and takes a third out."""
    listed = [EntryChange(group_id=row(number)["id"], before=None, after=row(number)) for number in (1, 2)]
    changes = (*listed, EntryChange(group_id="group-7", before=row(7), after=None))
    store.record_batch(decision(9, verdict=Verdict.IMPORT, application=""), Batch(source="list", changes=changes))


def prepared(folder: Path) -> Path:
    """A folder with a listed group, an organization, two applications, and a decision that can be taken back."""
    write_support(write_directory(folder, row(900000, name="Listed Before")), support_row(1))
    FileStore(folder).add(application(7))
    FileStore(folder).add(application(8))
    FileStore(folder).record_decision(approval(7))
    return folder


def until_full(folder: Path) -> tuple[int, str]:
    """Sends applications until no more can be kept; returns how many were acknowledged, and what was said then."""
    store, number = FileStore(folder), 0
    while True:
        try:
            store.add(application(number, message="x" * 500))
        except StoreError as error:
            return number, str(error)
        number += 1


@contextmanager
def small_files(most: int) -> Iterator[None]:
    """Lets no file grow beyond so many bytes: what a full disk does, on any machine."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)
