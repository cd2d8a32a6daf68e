"""Writing a file in one step: readers see the old content or the new, never a part of it."""

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path


def write_atomically(path: Path, content: bytes, *, mode: int | None = None, durable: bool = False) -> None:
    """Replaces the file at ``path``, or creates it, once all of ``content`` is written.

    Parameters
    ----------
    mode
        The permissions of the file; by default those of the file that is replaced, or those that the process gives any
        new file.
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
    """Writes the new content of ``path`` to the file ``beside`` it; moving it into place needs no more disk space.

    It gets the owner and the group of the file at ``path``, or of the folder ``beside``, as far as the process may.
    """
    try:
        mode = _mode_of(path) if mode is None else mode
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
        descriptor = os.open(beside, flags, 0o666 if mode is None else 0o600)
        try:
            write_all(descriptor, content)
            _give_to_owner(descriptor, path if path.exists() else beside.parent)
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


def _give_to_owner(descriptor: int, kept: Path) -> None:
    """Gives an open file to whom the file or folder ``kept`` belongs, so that root takes no file from the app.

    Other users can at most keep the group.
    """
    status, own = kept.stat(), os.fstat(descriptor)
    if (own.st_uid, own.st_gid) == (status.st_uid, status.st_gid):
        return
    if os.geteuid() == 0:
        os.fchown(descriptor, status.st_uid, status.st_gid)
    elif kept.is_file():
        with suppress(PermissionError):
            os.fchown(descriptor, -1, status.st_gid)


def _mode_of(path: Path) -> int | None:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


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
