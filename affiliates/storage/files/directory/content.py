"""Reads a file of the directory as a whole: the present one, or a version of it."""

from pathlib import Path

from affiliates.directory.parsing import Directory, parse_directory
from affiliates.errors import DirectoryUnreadableError
from affiliates.storage.entries.content import decode_list, require_readable, require_size


def file_version(path: Path) -> str:
    """Times of change, size and inode of a file; empty without one."""
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{status.st_mtime_ns}-{status.st_ctime_ns}-{status.st_size}-{status.st_ino}"


def read_directory(path: Path) -> Directory:
    """The directory in a file. Raises ``DirectoryUnreadableError``."""
    return parse_directory(read_text(path), str(path))


def read_text(path: Path) -> str:
    """The text of a directory file without byte-order mark; what is not UTF-8 stands in it as lone surrogates.

    Raises ``DirectoryUnreadableError`` where it is missing, empty, or not a text.
    """
    return decode_list(str(path), read_content(path))


def read_content(path: Path) -> bytes:
    """The bytes of a directory file. Raises ``DirectoryUnreadableError`` where there is none, or one too large."""
    try:
        if path.exists() and not path.is_file():
            raise DirectoryUnreadableError(f"{path}: this is not a file. Put the directory there.")
        require_size(str(path), path.stat().st_size)
        content = path.read_bytes()
    except FileNotFoundError:
        raise DirectoryUnreadableError(
            f"{path}: there is no such file. Put the directory there, or name its folder in AFFILIATES_DATA."
        ) from None
    except OSError as error:
        raise DirectoryUnreadableError(f"{path}: it cannot be read ({error.strerror}).") from error
    require_readable(str(path), content)
    return content


def read_version(path: Path) -> bytes:
    """The bytes of a directory file that holds a text, as ``read_text`` would read it."""
    content = read_content(path)
    decode_list(str(path), content)
    return content
