"""Reads the file of a list, whatever its format, within limits."""

import struct
import zlib
from lzma import LZMAError
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from affiliates.errors import SourceUnreadableError
from affiliates.imports.reading.delimited import read_delimited
from affiliates.imports.reading.json_records import read_json
from affiliates.imports.reading.opendocument import read_opendocument
from affiliates.imports.reading.sheet import MAX_FILE_BYTES, Sheet
from affiliates.imports.reading.workbook import read_workbook

_PACKED, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# What readers of packed XML raise for a file that is damaged, or built to do harm. RuntimeError is for a part that is
# encrypted, or packed in a way that Python does not know.
_DAMAGED: tuple[type[Exception], ...] = (
    *(BadZipFile, ParseError, zlib.error, LZMAError, struct.error),
    *(AttributeError, EOFError, IndexError, KeyError, OSError, RuntimeError, TypeError, ValueError),
)


def read_sheets(path: Path, *, encoding: str = "", delimiter: str = "") -> list[Sheet]:
    """The sheets of a file. Raises ``SourceUnreadableError``, which says what to do."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise SourceUnreadableError(f"{path}: it cannot be read ({error.strerror}).") from None
    try:
        return sheets_in(path.name, content, encoding=encoding, delimiter=delimiter)
    except SourceUnreadableError as error:
        raise SourceUnreadableError(f"{path}: {error}") from None


def sheets_in(name: str, content: bytes, *, encoding: str = "", delimiter: str = "") -> list[Sheet]:
    """The sheets in the content of a file; the content says of which format it is, ``name`` only helps."""
    if len(content) > MAX_FILE_BYTES:
        raise SourceUnreadableError(f"The file is larger than {MAX_FILE_BYTES // 1_000_000} MB. Bring it in in parts.")
    if content.startswith(_OLD_OFFICE):
        raise SourceUnreadableError(
            "The file is protected with a password, or in the old Excel format. Save it as .xlsx without a password."
        )
    if content.startswith(_PACKED):
        try:
            return read_opendocument(content) if b"opendocument" in content[:200] else read_workbook(content)
        except _DAMAGED:
            raise SourceUnreadableError(
                "The file is damaged, or no spreadsheet. Open it, save it as .xlsx or CSV, and bring that in."
            ) from None
    stem = name.rpartition(".")[0] or name
    if name.lower().endswith(("json", ".geojson")) or content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in {b"[", b"{"}:
        return [read_json(stem, content)]
    return [read_delimited(stem, content, encoding=encoding, delimiter=delimiter)]
