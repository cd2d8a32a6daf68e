"""A directory's file as somebody typed it, read."""

from pathlib import Path

from affiliates.directory.parsing import Directory
from affiliates.storage.files.directory.lists import FILE_NAME
from tests.made_up import read_directory

HEADER = "id,name,scope,regions,status"
GOOD = "good,Good Group,local,US-OH,active"


def read(folder: Path, content: str | bytes) -> Directory:
    raw = content if isinstance(content, bytes) else content.encode()
    (folder / FILE_NAME).write_bytes(raw)
    return read_directory(folder)


def problems_of(directory: Directory) -> list[str]:
    return [f"{each.row}:{each.column}: {each.message}" for each in directory.problems]
