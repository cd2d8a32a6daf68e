"""Writes the site as files: a folder's content is replaced once the new one is whole; other people's files stay.

Every file is written aside first. Then the list of written files takes in the new contents beside the former ones, each
file takes its place in one step, and the list forgets the former ones. An export that is killed at any moment leaves
whole files, former or new, and the next one knows which of them are ours.
"""

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from affiliates.errors import FileNotWrittenError
from affiliates.site.documents import Documents
from affiliates.site.written_files import (
    LIST_NAME,
    WrittenFiles,
    digest,
    digest_of_file,
    is_inside,
    list_content,
    merged,
    obstacle,
    read_written_files,
)
from affiliates.storage.atomic import move_into_place, stage, sync_folder

_LOCK_NAME, _ASIDE_NAME = ".site-lock", ".site-new"
_LIST_ASIDE = "list"  # the name of the list of written files there; the other files have numbers
_DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_LOCK_TIMEOUT = 10  # seconds to wait for another export


@dataclass(frozen=True)
class Export:
    """What an export did, by the paths of files in the folder; ``size`` is how many bytes those have that
    were written or are unchanged.

    ``left_alone`` are files that stand where the site has one, or had one before, and that somebody else put there or
    changed.
    """

    size: int
    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    left_alone: tuple[str, ...]


def export_site(documents: Documents, folder: Path, *, private: Iterable[Path] = ()) -> Export:
    """Makes every document of a site a file in a folder, which is made where it is missing.

    ``private`` are folders that must not become public: ``folder`` may neither be in them nor hold one of them. Raises
    ``FileNotWrittenError``; unless its message says otherwise, the folder is as it was.
    """
    with _explained(folder, "Nothing was changed."):
        _check_destination(folder, private)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(folder / _LOCK_NAME, timeout=_LOCK_TIMEOUT, fallback_to_soft=False):
                return _replace_content(documents, folder)
        except Timeout:
            raise FileNotWrittenError(
                f"{folder}: another export is writing there. Try again when it is done."
            ) from None


def _check_destination(folder: Path, private: Iterable[Path]) -> None:
    if folder.exists() and not folder.is_dir():
        raise FileNotWrittenError(f"{folder} is a file. Name a folder for the site.")
    place = folder.resolve()
    for each in (path.resolve() for path in private):
        if place.is_relative_to(each):
            raise FileNotWrittenError(f"{folder} is in the data folder {each}. Name a folder outside of it.")
        if each.is_relative_to(place):
            raise FileNotWrittenError(
                f"{folder} holds the data folder {each}, which must not become public. Name another folder."
            )


def _replace_content(documents: Documents, folder: Path) -> Export:
    listed = read_written_files(folder)
    names = {address: address + "index.html" if address.endswith("/") else address for address in documents}
    unsafe = next((name for name in names.values() if not is_inside(name)), None)
    blocked = obstacle(folder, names.values())
    if unsafe or blocked:
        raise FileNotWrittenError(
            f"{blocked} is in the way: the site needs a folder there. Nothing was changed."
            if blocked
            else f"“{unsafe}” cannot be the name of a file. Nothing was changed."
        )
    aside = folder / _ASIDE_NAME
    _clear(aside)
    aside.mkdir()
    made: list[Path] = []
    try:
        change = _prepare(documents, names, folder, listed)
        _make_folders({(folder / name).parent for name in change.staged}, made)
        _write_list(folder, merged(listed, change.files))
    except BaseException:
        with suppress(OSError):
            for each in reversed(made):
                each.rmdir()
            _clear(aside)
        raise
    with _explained(folder, "Some files are new and others are not yet: run this again."):
        _put_in_place(change, folder)
        _clear(aside)
    return change.result


@dataclass(frozen=True)
class _Change:
    """New files that wait aside, by the name of each file in the folder, and what the list will say."""

    staged: dict[str, Path]
    files: WrittenFiles
    result: Export


def _prepare(documents: Documents, names: dict[str, str], folder: Path, listed: WrittenFiles) -> _Change:
    """Makes every document, and writes aside what differs from the folder."""
    staged: dict[str, Path] = {}
    files: dict[str, frozenset[str]] = {}
    unchanged, left_alone, size = [], [], 0
    # Pages last, the front page at the very end: what they lead to is in place before them.
    for address in sorted(documents, key=lambda each: (names[each].endswith(".html"), each == "index.html", each)):
        name, content = names[address], documents[address]().body
        present, new = digest_of_file(folder, name), digest(content)
        if present == new:
            unchanged.append(name)
        elif present is None or present in listed.get(name, ()):
            staged[name] = stage(folder / name, content, beside=folder / _ASIDE_NAME / str(len(staged)))
        else:
            left_alone.append(name)
            continue
        files[name] = frozenset({new})
        size += len(content)
    outdated = {name: digest_of_file(folder, name) for name in listed if name not in names.values()}
    removed = [name for name, present in outdated.items() if present in listed[name]]
    left_alone += [name for name, present in outdated.items() if present is not None and name not in removed]
    result = Export(size, *(tuple(sorted(each)) for each in (staged, unchanged, removed, left_alone)))
    return _Change(staged, files, result)


def _put_in_place(change: _Change, folder: Path) -> None:
    for name, path in change.staged.items():
        move_into_place(path, folder / name, durable=False)
    for name in change.result.removed:
        (folder / name).unlink()
    touched = {(folder / name).parent for name in (*change.staged, *change.result.removed)}
    for each in sorted(touched, key=lambda path: len(path.parts), reverse=True):
        with suppress(OSError):  # it holds other files
            each.rmdir()
        if each.is_dir():
            sync_folder(each)
    _write_list(folder, change.files)


def _make_folders(folders: Iterable[Path], made: list[Path]) -> None:
    """Makes folders, the outer ones first, and notes those it made."""
    missing = {each for folder in folders for each in (folder, *folder.parents) if not each.exists()}
    for each in sorted(missing):
        each.mkdir()
        made.append(each)


def _write_list(folder: Path, files: WrittenFiles) -> None:
    staged = stage(folder / LIST_NAME, list_content(files), beside=folder / _ASIDE_NAME / _LIST_ASIDE)
    move_into_place(staged, folder / LIST_NAME)


def _clear(aside: Path) -> None:
    """Removes what an export wrote aside, perhaps one that was killed."""
    if aside.is_dir() and not aside.is_symlink():
        for each in aside.iterdir():
            if each.is_dir() or not (each.name.isdigit() or each.name == _LIST_ASIDE):
                raise FileNotWrittenError(f"{each} is not ours: move it elsewhere. Nothing was changed.")
            each.unlink()
        aside.rmdir()


@contextmanager
def _explained(folder: Path, outcome: str) -> Iterator[None]:
    """Turns what the machine refuses inside into a ``FileNotWrittenError`` that says what has become of the folder."""
    try:
        yield
    except OSError as error:
        reason = "the disk is full: make room" if error.errno in _DISK_FULL else os.strerror(error.errno or errno.EIO)
        raise FileNotWrittenError(f"{error.filename or folder} could not be written: {reason}. {outcome}") from error
