"""The bytes of a list of entries: what can be read as a text, and how large it may be."""

from affiliates.directory.csv_rows import strip_cell
from affiliates.errors import DirectoryUnreadableError

# Thousands of groups fit into a tenth of this; reading what is larger would keep everything else waiting.
MAX_BYTES, MAX_LINES = 60_000_000, 400_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_NOT_UTF_8 = (b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04")


def decode_list(source: str, content: bytes) -> str:
    """The text without byte-order mark; what is not UTF-8 stands in it as lone surrogates.

    ``source`` names the list in errors. Raises ``DirectoryUnreadableError`` where it is empty, or not a text.
    """
    if content.startswith(_NOT_UTF_8):
        raise DirectoryUnreadableError(f"{source}: it is not a UTF-8 text file. Save it as “CSV UTF-8”.")
    text = content.decode("utf-8-sig", errors="surrogateescape")
    if not strip_cell(text):
        raise DirectoryUnreadableError(f"{source}: the file is empty. Restore it from its last good copy.")
    return text


def encode_list(text: str, *, like: bytes) -> bytes:
    """The bytes of a text, with a byte-order mark where those that it replaces have one."""
    mark = BYTE_ORDER_MARK if like.startswith(BYTE_ORDER_MARK) else b""
    return mark + text.encode("utf-8", errors="surrogateescape")


def require_size(source: str, size: int) -> None:
    """Raises ``DirectoryUnreadableError`` where so many bytes are too many."""
    if size > MAX_BYTES:
        raise _too_large(source, f"{MAX_BYTES // 1_000_000} MB")


def require_readable(source: str, content: bytes) -> None:
    """Raises ``DirectoryUnreadableError`` where a content is, or would be, too large to be read."""
    require_size(source, len(content))
    if max(content.count(b"\n"), content.count(b"\r")) > MAX_LINES:
        raise _too_large(source, f"{MAX_LINES:,} lines")


def _too_large(source: str, most: str) -> DirectoryUnreadableError:
    return DirectoryUnreadableError(
        f"{source}: it has more than {most}, and no list of groups has. Take out what does not belong there, such as "
        "blank rows at the end, or restore the file from its last good copy."
    )
