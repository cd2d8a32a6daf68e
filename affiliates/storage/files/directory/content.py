"""Reads a file of the directory as a whole: the present one, or a version of it."""

from pathlib import Path

from affiliates.directory.csv_rows import strip_cell
from affiliates.directory.parsing import Directory, parse_directory
from affiliates.errors import DirectoryUnreadableError

# Thousands of groups fit into a tenth of this; reading what is larger would keep everything else waiting.
MAX_BYTES, MAX_LINES = 60_000_000, 400_000
_NOT_UTF_8 = (b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04")


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
    return _decoded(path, read_content(path))


def read_content(path: Path) -> bytes:
    """The bytes of a directory file. Raises ``DirectoryUnreadableError`` where there is none, or one too large."""
    try:
        if path.exists() and not path.is_file():
            raise DirectoryUnreadableError(f"{path}: this is not a file. Put the directory there.")
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(path, f"{MAX_BYTES // 1_000_000} MB")
        content = path.read_bytes()
    except FileNotFoundError:
        raise DirectoryUnreadableError(
            f"{path}: there is no such file. Put the directory there, or name its folder in AFFILIATES_DATA."
        ) from None
    except OSError as error:
        raise DirectoryUnreadableError(f"{path}: it cannot be read ({error.strerror}).") from error
    require_readable(path, content)
    return content


def require_readable(path: Path, content: bytes) -> None:
    """Raises ``DirectoryUnreadableError`` where a content is, or would be, too large to be read from a file."""
    if len(content) > MAX_BYTES:
        raise _too_large(path, f"{MAX_BYTES // 1_000_000} MB")
    if max(content.count(b"\n"), content.count(b"\r")) > MAX_LINES:
        raise _too_large(path, f"{MAX_LINES:,} lines")


def read_version(path: Path) -> bytes:
    """The bytes of a directory file that holds a text, as ``read_text`` would read it."""
    content = read_content(path)
    _decoded(path, content)
    return content


def _decoded(path: Path, raw: bytes) -> str:
    if raw.startswith(_NOT_UTF_8):
        raise DirectoryUnreadableError(f"{path}: it is not a UTF-8 text file. Save it as “CSV UTF-8”.")
    text = raw.decode("utf-8-sig", errors="surrogateescape")
    if not strip_cell(text):
        raise DirectoryUnreadableError(f"{path}: the file is empty. Restore it from its last good copy.")
    return text


def _too_large(path: Path, most: str) -> DirectoryUnreadableError:
    return DirectoryUnreadableError(
        f"{path}: it has more than {most}, and no list of groups has. Take out what does not belong there, such as "
        "blank rows at the end, or restore the file from its last good copy."
    )
