"""Files that survive: appended and replaced so that neither a killed process nor a full disk tears them."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from affiliates.errors import StoreBusyError, StoreError

OWNER_ONLY = 0o600
_FOLDER_OF_OWNER = 0o700
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def exclusive_lock(folder: Path, *, timeout: float) -> Iterator[None]:
    """Holds a folder for one writer among all processes and threads; makes it, for its owner only, where it is missing.

    Raises ``StoreBusyError`` after ``timeout`` seconds, ``StoreError`` for whatever the machine refuses inside.
    """
    try:
        if not folder.is_dir():
            folder.mkdir(mode=_FOLDER_OF_OWNER, exist_ok=True)  # somebody else may be making it just now
            sync_folder(folder.parent)
        with FileLock(folder / "lock", timeout=timeout, mode=OWNER_ONLY, fallback_to_soft=False):
            yield
    except Timeout:
        raise StoreBusyError(
            f"{folder}: somebody has been writing for more than {timeout:g} seconds. Try again; if it stays so, look "
            "for a process that hangs."
        ) from None
    except OSError as error:
        told = "the disk is full: make room" if error.errno in _FULL else f"it refuses ({error.strerror})"
        raise StoreError(f"{error.filename or folder}: {told}. Nothing was kept.") from error


def append(path: Path, content: bytes) -> None:
    """Adds to the end of a file, which is made where it is missing; on disk when this returns, else as it was."""
    is_new = not path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, OWNER_ONLY)
    try:
        end = os.lseek(descriptor, 0, os.SEEK_END)
        try:
            _write_all(descriptor, content)
            os.fsync(descriptor)
        except OSError as error:
            # A failed fsync may have kept the bytes or not; nobody was told that they are kept.
            with suppress(OSError):
                os.ftruncate(descriptor, end)
                os.fsync(descriptor)
            error.filename = str(path)
            raise
    finally:
        os.close(descriptor)
    if is_new:
        sync_folder(path.parent)


def replace(path: Path, content: bytes, *, mode: int = OWNER_ONLY) -> None:
    """Puts a whole new content in place of a file's old one; readers see the one or the other."""
    promote(stage_file(path, content, mode=mode), path)


def stage_file(path: Path, content: bytes, *, mode: int = OWNER_ONLY) -> Path:
    """A file with a new content for ``path``, on disk beside it, to be put in place later: that needs no more room."""
    beside = path.with_name(f".{path.name}.new")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, OWNER_ONLY)
        try:
            _write_all(descriptor, content)
            os.fchmod(descriptor, mode)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        error.filename = str(path)
        raise
    return beside


def promote(new: Path, path: Path) -> None:
    """Makes a staged file the file itself."""
    os.replace(new, path)
    sync_folder(path.parent)


def remove(path: Path) -> None:
    """Takes a file away for good."""
    path.unlink(missing_ok=True)
    sync_folder(path.parent)


def quarantine_torn_tail(path: Path) -> None:
    """Moves what follows the last whole line, left by a write that was cut off, into a file of its own beside it."""
    content = read(path)
    whole = content.rfind(b"\n") + 1
    if whole < len(content):
        aside = path.with_name(f"{path.stem}.torn-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}")
        append(aside, content[whole:])
        with path.open("r+b") as file:
            file.truncate(whole)
            os.fsync(file.fileno())


def read(path: Path) -> bytes:
    """What a file holds; nothing where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def sync_folder(folder: Path) -> None:
    """Makes sure that the names in a folder are on disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
