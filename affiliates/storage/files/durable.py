"""Durable files: appended and replaced so that neither a killed process nor a full disk tears them."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from affiliates.errors import StoreBusyError, StoreError
from affiliates.storage.atomic import move_into_place, stage, sync_folder, write_all

OWNER_ONLY = 0o600
_FOLDER_OWNER_ONLY = 0o700
_DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def exclusive_lock(folder: Path, *, timeout: float, mode: int = _FOLDER_OWNER_ONLY) -> Iterator[None]:
    """Holds a folder for one writer among all processes and threads; makes it where it is missing.

    A folder that is made is by default for its owner only. Raises ``StoreBusyError`` after ``timeout`` seconds,
    ``StoreError`` for whatever the machine refuses inside.
    """
    try:
        if not folder.is_dir():
            make_folder(folder, mode=mode)
        with FileLock(folder / "lock", timeout=timeout, mode=OWNER_ONLY, fallback_to_soft=False):
            if os.geteuid() == 0:
                _give_to_owner_of(folder, folder / "lock")
            yield
    except Timeout:
        raise StoreBusyError(
            f"{folder}: somebody has been writing for more than {timeout:g} seconds. Try again; if this goes on, look "
            "for a process that hangs."
        ) from None
    except OSError as error:
        reason = "the disk is full: make room" if is_disk_full(error) else f"cannot be written ({error.strerror})"
        raise StoreError(f"{error.filename or folder}: {reason}. Nothing was saved.") from error


def is_disk_full(error: Exception) -> bool:
    """Whether an error says that there is no room on the disk."""
    return isinstance(error, OSError) and error.errno in _DISK_FULL


def make_folder(folder: Path, *, mode: int) -> None:
    """Makes a folder, for the owner of the one in which it stands; somebody else may be making it just now."""
    folder.mkdir(mode=mode, exist_ok=True)
    if os.geteuid() == 0:
        _give_to_owner_of(folder.parent, folder)
    sync_folder(folder.parent)


def append(path: Path, content: bytes) -> None:
    """Adds to the end of a file, which is made where it is missing; on disk when this returns, else unchanged."""
    is_new = not path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, OWNER_ONLY)
    try:
        end = os.lseek(descriptor, 0, os.SEEK_END)
        if is_new and os.geteuid() == 0:
            _give_to_owner_of(path.parent, path)
        try:
            write_all(descriptor, content)
            os.fsync(descriptor)
        except OSError as error:
            # A failed fsync may have kept the bytes or not; nothing was acknowledged yet.
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
    """Replaces the content of a file as a whole; readers see the old content or the new one."""
    move_into_place(stage_beside(path, content, mode=mode), path)


def stage_beside(path: Path, content: bytes, *, mode: int = OWNER_ONLY) -> Path:
    """Writes the new content of ``path`` to a file beside it, to be moved into place later.

    It has always the same name, so that what a killed process left there, private data perhaps, is overwritten.
    """
    return stage(path, content, beside=path.with_name(f".{path.name}.new"), mode=mode)


def remove(path: Path) -> None:
    """Removes a file for good, if it is there."""
    path.unlink(missing_ok=True)
    sync_folder(path.parent)


def cut_torn_tail(path: Path, content: bytes, end: int) -> None:
    """Moves what follows the last complete row, left by an interrupted write, into a file beside it.

    ``content`` is that of the file, ``end`` where its last complete row ends. Nobody ever removes the file beside it:
    only a person can tell whether it holds anything that counts.
    """
    append(path.with_name(f"{path.stem}.torn-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}"), content[end:])
    with path.open("r+b") as file:
        file.truncate(end)
        os.fsync(file.fileno())


def read_bytes(path: Path, start: int = 0) -> bytes:
    """The content of a file from a position on; empty where there is none.

    Raises ``StoreError`` where it cannot be read.
    """
    with _reading(path) as file:
        if not file:
            return b""
        file.seek(start)
        return file.read()


def read_ends(path: Path, length: int) -> tuple[bytes, bytes]:
    """The first bytes of a file, and its last one; empty where there is none. Raises as ``read_bytes``."""
    with _reading(path) as file:
        if not file:
            return b"", b""
        begin = file.read(length)
        file.seek(max(0, os.fstat(file.fileno()).st_size - 1))
        return begin, file.read(1)


@contextmanager
def _reading(path: Path) -> Iterator[BinaryIO | None]:
    try:
        with path.open("rb") as file:
            yield file
    except FileNotFoundError:
        yield None
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be read ({error.strerror}). Nothing was changed. See that the file and its folder belong "
            "to the user of the app."
        ) from error


def _give_to_owner_of(kept: Path, path: Path) -> None:
    status = kept.stat()
    os.chown(path, status.st_uid, status.st_gid)
