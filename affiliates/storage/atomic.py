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
    temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        _write_new_file(temporary, content, mode=mode, durable=durable)
        os.replace(temporary, path)
        if durable:
            _sync_folder(path.parent)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename, error.filename2 = str(path), None
        raise


def _write_new_file(path: Path, content: bytes, *, mode: int | None, durable: bool) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    with open(os.open(path, flags, 0o666 if mode is None else 0o600), "wb") as file:
        file.write(content)
        if mode is not None:
            os.fchmod(file.fileno(), mode)  # exactly this mode, whatever the umask
        if durable:
            file.flush()
            os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
