"""The directory as a CSV file that people also edit by hand, and its former versions beside it."""

import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from affiliates.directory.csv_rows import MAX_BYTES, strip_cell
from affiliates.directory.known_gaps import known_gap_problems
from affiliates.directory.parsing import Directory, parse_directory
from affiliates.directory.problems import Problem
from affiliates.directory.snapshots import Snapshot
from affiliates.errors import DirectoryUnreadableError, StoreError
from affiliates.storage.atomic import move_into_place
from affiliates.storage.files.directory_csv import read_entry, replace_entry
from affiliates.storage.files.durable import make_folder, read_bytes, remove, replace, stage_beside

FILE_NAME = "affiliates.csv"
HISTORY_FOLDER = "history"
GAPS_FILE_NAME = "known_gaps.csv"
_PREFIX = FILE_NAME.removesuffix(".csv") + "-"
_MOMENT = "%Y%m%dT%H%M%S.%fZ"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class FileDirectory:
    """The directory in a folder: ``affiliates.csv``, its former versions in ``history/``, its known gaps."""

    def __init__(self, data_folder: Path) -> None:
        """Names the folder; nothing is read or made yet."""
        self.path = data_folder / FILE_NAME
        self._history = data_folder / HISTORY_FOLDER
        self._gaps = data_folder / GAPS_FILE_NAME

    def version(self) -> str:
        """What changes whenever the file does, or who may read it; empty without a file."""
        return _file_version(self.path)

    def read(self) -> Directory:
        """The directory as its file says now."""
        return _read(self.path)

    def entry(self, group_id: str) -> dict[str, str] | None:
        """One group's values as they stand in the file. Raises ``StoreError`` where the file cannot be read."""
        return read_entry(self._text(), group_id)

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Former versions by the moment until which they stood, and the present one.

        Each stood from the moment the one before it ended. Files with other names are passed over.
        """
        former = sorted(self._former_versions())
        ends = [until for until, _ in former]
        paths = [*(path for _, path in former), self.path]
        return tuple(
            Snapshot(since, until, f"{path}:{_file_version(path)}", partial(_read, path))
            for since, until, path in zip([None, *ends], [*ends, None], paths, strict=True)
        )

    def problems(self) -> list[Problem]:
        """Known gaps, and files in ``history/`` that cannot be read or are not named as versions are."""
        return [*self._gap_problems(), *self._history_problems()]

    def stage_entry(self, group_id: str, values: dict[str, str] | None) -> "StagedChange | None":
        """The directory with these values for one group (None: without it), ready to be put in place.

        None where nothing would change. The present version is copied into the history. Raises ``StoreError``.
        """
        text = replace_entry(self._text(), group_id, values)
        present = read_bytes(self.path)
        mark = _BYTE_ORDER_MARK if present.startswith(_BYTE_ORDER_MARK) else b""
        content = mark + text.encode("utf-8", errors="surrogateescape")
        if content == present:
            return None
        mode = stat.S_IMODE(self.path.stat().st_mode)
        former = self._keep_version(present, mode)
        return StagedChange(stage_beside(self.path, content, mode=mode), self.path, former)

    def _text(self) -> str:
        try:
            return _read_text(self.path)
        except DirectoryUnreadableError as error:
            raise StoreError(str(error)) from None

    def _keep_version(self, content: bytes, mode: int) -> Path:
        """Keeps the present version under the moment until which it stood."""
        former = snapshot_path(self.path.parent, datetime.now(UTC))
        if not self._history.is_dir():
            make_folder(self._history, mode=0o777)
        replace(former, content, mode=mode)
        return former

    def _former_versions(self) -> Iterator[tuple[datetime, Path]]:
        for path in self._history.glob(f"{_PREFIX}*.csv"):
            with suppress(ValueError):  # a file of another name
                until = datetime.strptime(path.stem.removeprefix(_PREFIX), _MOMENT).replace(tzinfo=UTC)
                yield until, path

    def _gap_problems(self) -> list[Problem]:
        try:
            text = self._gaps.read_text(encoding="utf-8-sig", errors="surrogateescape")
            groups = self.read().groups
        except (FileNotFoundError, DirectoryUnreadableError):
            return []  # reading the directory says so
        except OSError as error:
            return [Problem(str(self._gaps), 0, "", f"cannot be read ({error.strerror})")]
        return known_gap_problems(str(self._gaps), text, groups)

    def _history_problems(self) -> list[Problem]:
        former = {path for _, path in self._former_versions()}
        example = snapshot_path(self.path.parent, datetime(2026, 3, 31, tzinfo=UTC)).name
        problems = []
        for path in sorted(self._history.glob("*.csv")):
            if path not in former:
                message = f"is passed over: a former version is named like {example}"
                problems.append(Problem(str(path), 0, "", message, is_error=False))
                continue
            try:
                _read(path)
            except DirectoryUnreadableError as error:
                problems.append(Problem(str(path), 0, "", f"cannot be read: {error}"))
        return problems


@dataclass(frozen=True)
class StagedChange:
    """A new directory that waits beside the present one, and the copy of the present one in the history."""

    staged: Path
    path: Path
    former: Path

    def apply(self) -> None:
        """Puts the new directory in place. Where that fails, both files are removed again."""
        try:
            move_into_place(self.staged, self.path)
        except OSError:
            if self.staged.exists():  # it did not take its place, so the present directory has not become a former one
                self.discard()
            raise

    def discard(self) -> None:
        """Removes both files."""
        for path in (self.staged, self.former):
            with suppress(OSError):
                remove(path)


def snapshot_path(data_folder: Path, until: datetime) -> Path:
    """Where the version is kept that stood until a moment."""
    return data_folder / HISTORY_FOLDER / f"{_PREFIX}{until.astimezone(UTC):{_MOMENT}}.csv"


def _file_version(path: Path) -> str:
    """Times of change, size and inode of a file; empty without one."""
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{status.st_mtime_ns}-{status.st_ctime_ns}-{status.st_size}-{status.st_ino}"


def _read(path: Path) -> Directory:
    return parse_directory(_read_text(path), str(path))


def _read_text(path: Path) -> str:
    """The text of a directory file without byte-order mark; what is not UTF-8 stands in it as lone surrogates.

    Raises ``DirectoryUnreadableError`` where it is missing, empty, or not a text.
    """
    try:
        if path.exists() and not path.is_file():
            raise DirectoryUnreadableError(f"{path}: this is not a file. Put the directory there.")
        if path.stat().st_size > MAX_BYTES:
            raise DirectoryUnreadableError(f"{path}: it is too large to be a directory of groups. Restore the file.")
        raw = path.read_bytes()
    except FileNotFoundError:
        raise DirectoryUnreadableError(
            f"{path}: there is no such file. Put the directory there, or name its folder in AFFILIATES_DATA."
        ) from None
    except OSError as error:
        raise DirectoryUnreadableError(f"{path}: it cannot be read ({error.strerror}).") from error
    if raw.startswith((b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04")):
        raise DirectoryUnreadableError(f"{path}: it is not a UTF-8 text file. Save it as “CSV UTF-8”.")
    text = raw.decode("utf-8-sig", errors="surrogateescape")
    if not strip_cell(text):
        raise DirectoryUnreadableError(f"{path}: the file is empty. Restore it from its last good copy.")
    return text
