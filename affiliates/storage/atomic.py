"""Writing a file in one step: readers see the old content or the new, never a part of it."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def write_atomically(path: Path, content: bytes, *, mode: int | None = None, durable: bool = False) -> None:
    """Replaces the file at ``path``, or creates it, once all of ``content`` is written.

    Parameters
    ----------
    mode
        The permissions of the file; by default those that the process gives any new file.
    durable
        Whether the content and the file's name are on disk when this returns, so that they survive a power failure.

    Raises
    ------
    OSError
        The file could not be written; ``filename`` is ``path``. What was there before is still there, unless only the
        final sync of the folder failed.
    """
    # Several processes may write the same file at once, so each has a temporary file of its own.
    staged = stage(path, content, mode=mode, durable=durable, beside=path.with_name(f".{secrets.token_hex(8)}.tmp"))
    try:
        move_into_place(staged, path, durable=durable)
    except OSError as error:
        with suppress(OSError):
            staged.unlink(missing_ok=True)
        error.filename, error.filename2 = str(path), None
        raise


def stage(path: Path, content: bytes, *, beside: Path, mode: int | None = None, durable: bool = True) -> Path:
    """Writes the new content of ``path`` to the file ``beside`` it; moving it into place needs no more disk space."""
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
        descriptor = os.open(beside, flags, 0o666 if mode is None else 0o600)
        try:
            write_all(descriptor, content)
            if mode is not None:
                os.fchmod(descriptor, mode)  # exactly this mode, whatever the umask
            if durable:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        error.filename = str(path)
        raise
    return beside


def move_into_place(staged: Path, path: Path, *, durable: bool = True) -> None:
    """Makes a staged file the file itself."""
    os.replace(staged, path)
    if durable:
        sync_folder(path.parent)


def write_all(descriptor: int, content: bytes) -> None:
    """Writes all of a content to an open file, however many calls that takes."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def sync_folder(folder: Path) -> None:
    """Makes sure that the names in a folder are on disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
