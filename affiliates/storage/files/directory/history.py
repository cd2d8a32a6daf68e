"""Every version of the directory's file that was ever seen, whoever wrote it, numbered in the order of being seen.

``history/versions.csv`` has one row per version: its number, since when and until when its content is known to have
stood, and the SHA-256 of the content, which lies beside it as ``affiliates-000001.csv``. The last row is the version
seen last; its ``until`` is renewed at most once an hour. Between the ``until`` of one version and the ``since`` of the
next, nobody knows what stood. Earlier releases kept only what a publication replaced, named by the moment until which
it had stood: ``affiliates-20260331T120000.000000Z.csv``.
"""

import hashlib
import os
import stat
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from affiliates.directory.snapshots import Snapshot
from affiliates.errors import DirectoryUnreadableError, StoreError
from affiliates.storage.entries.versions import ListVersion, bounded_snapshots
from affiliates.storage.files import durable
from affiliates.storage.files.directory.content import file_version, read_directory, read_version
from affiliates.storage.files.tables.csv_table import CsvTable

HISTORY_FOLDER = "history"
VERSIONS = "versions.csv"
_MOMENT = "%Y%m%dT%H%M%S.%fZ"
_FOLDER_MODE = 0o777  # as any folder: what is in it is public
_FILE_MODE = 0o644
_CONFIRM_EVERY = timedelta(hours=1)
_RETRY_AFTER = 60.0  # seconds, where a version could not be kept
# Earlier releases moved the new file into place this soon after they had kept the former one.
_PUBLISHED_WITHIN = timedelta(seconds=10)


@dataclass(frozen=True)
class _Version:
    number: int
    since: datetime
    until: datetime
    sha256: str


class DirectoryHistory:
    """The versions of one file; any number of processes and threads may look after it at once."""

    def __init__(self, path: Path, versions: str = VERSIONS) -> None:
        """Names the file, and the list of its versions; nothing is read or made yet."""
        self.path = path
        self.folder = path.parent / HISTORY_FOLDER
        self._prefix = f"{path.stem}-"
        self._table = CsvTable(self.folder / versions, ("number", "since", "until", "sha256"))
        self._digest = ("", "")  # of the present content, and the version of the file that has it
        self._kept, self._kept_at = "", datetime.min.replace(tzinfo=UTC)
        self._failed, self._next_try = "", 0.0
        self._looking = threading.Lock()

    def notice(self, version: str) -> None:
        """Keeps the present content, if ``version`` (that of the file) is not the one seen last; cheap otherwise.

        What cannot be kept now is tried again later; a publication says why it cannot.
        """
        is_kept = version == self._kept
        if is_kept:
            self._kept_at = datetime.now(UTC)
        waits = is_kept or version == self._failed
        if not version or (waits and time.monotonic() < self._next_try) or not self._looking.acquire(blocking=False):
            return
        try:
            self.keep(timeout=0)
        except (StoreError, DirectoryUnreadableError):
            self._failed, self._next_try = version, time.monotonic() + _RETRY_AFTER
        finally:
            self._looking.release()

    def keep(self, *, timeout: float = 10, is_ours: bool = False) -> None:
        """Keeps the present content as a version, unless it is that of the last one.

        ``is_ours``: a publication has just put it in the place of that one, so nothing stood in between.
        Raises ``StoreError`` where it cannot be kept, ``DirectoryUnreadableError`` where there is no text to keep.
        """
        with durable.exclusive_lock(self.folder, timeout=timeout, mode=_FOLDER_MODE):
            version = file_version(self.path)
            content = read_version(self.path)
            versions, now = self._versions(), datetime.now(UTC)
            sha256 = hashlib.sha256(content).hexdigest()
            if not versions or versions[-1].sha256 != sha256:
                self._add(versions, content, sha256, now, is_ours=is_ours)
            elif abs(now - versions[-1].until) >= _CONFIRM_EVERY:
                last = versions[-1]
                self._write([*versions[:-1], replace(last, since=min(last.since, now), until=now)])
        self._digest = (version, sha256)
        self._kept, self._kept_at = version, now
        self._next_try = time.monotonic() + _CONFIRM_EVERY.total_seconds()

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Every version in order, the present one last. Files with other names are passed over."""
        return bounded_snapshots([*self._former_spans(), *self._spans()])

    def versions(self) -> list[ListVersion]:
        """Every version as it is kept, those of earlier releases first, and the present content last: where nobody has
        seen it yet, as the version that it will be. Raises ``DirectoryUnreadableError``."""
        former, versions = self._former(), self._versions()
        sinces = [None, *(until for until, _ in former)]
        kept = [
            _list_version(number, since, until, path)
            for number, since, (until, path) in zip(range(1 - len(former), 1), sinces, former, strict=False)
        ]
        kept += [
            ListVersion(
                each.number, each.since, each.until, each.sha256, partial(read_version, self._path_of(each.number))
            )
            for each in versions
        ]
        if self.path.exists() and not (versions and versions[-1].sha256 == self._present_digest()):
            number, now = versions[-1].number + 1 if versions else 1, datetime.now(UTC)
            kept.append(_list_version(number, self._began(versions, now), now, self.path))
        return kept

    def restore(self, versions: Sequence[ListVersion]) -> None:
        """Keeps these versions in a folder that has none, and the last one as the file itself."""
        if not versions:
            return
        with durable.exclusive_lock(self.folder, timeout=0, mode=_FOLDER_MODE):
            durable.replace(self.path, versions[-1].read(), mode=_FILE_MODE)
            for each in versions:
                path = former_path(self.path.parent, self.path.name, each.until)
                durable.replace(path if each.number < 1 else self._path_of(each.number), each.read(), mode=_FILE_MODE)
            self._write(
                _Version(each.number, each.since or each.until, each.until, each.sha256)
                for each in versions
                if each.number >= 1
            )

    def former_files(self) -> set[Path]:
        """The files in the folder that hold a version, those of earlier releases included."""
        numbered = {self._path_of(each.number) for each in self._versions()}
        return numbered | {path for _, path in self._former()}

    def is_table(self, path: Path) -> bool:
        """Whether this is the list of all versions."""
        return path == self._table.path

    def _spans(self) -> Iterator[Snapshot]:
        """The numbered versions and the present one, which is the last of them unless nobody has seen it yet."""
        versions = self._versions()
        digest = self._present_digest()
        is_seen = bool(versions) and versions[-1].sha256 == digest
        for each in versions[:-1] if is_seen else versions:
            path = self._path_of(each.number)
            yield Snapshot(each.since, each.until, f"{path}:{each.sha256}", partial(read_directory, path))
        since = versions[-1].since if is_seen else self._unseen_since(versions)
        version = f"{self.path}:{digest or file_version(self.path)}"
        yield Snapshot(since, None, version, partial(read_directory, self.path))

    def _former_spans(self) -> Iterator[Snapshot]:
        former = self._former()
        for since, (until, path) in zip([None, *(until for until, _ in former)], former, strict=False):
            yield Snapshot(since, until, f"{path}:{file_version(path)}", partial(read_directory, path))

    def _former(self) -> list[tuple[datetime, Path]]:
        """What earlier releases kept, by the moment until which it stood."""
        found = []
        for path in self.folder.glob(f"{self._prefix}*.csv"):
            with suppress(ValueError):  # a file of another name
                until = datetime.strptime(path.stem.removeprefix(self._prefix), _MOMENT).replace(tzinfo=UTC)
                found.append((until, path))
        return sorted(found)

    def _unseen_since(self, versions: list[_Version]) -> datetime | None:
        """Since when the present content, which is not the last version's, is known to stand.

        None where there is no history at all: nobody has asked yet.
        """
        former = self._former()
        return self._began(versions, datetime.now(UTC)) if versions or former else None

    def _began(self, versions: list[_Version], now: datetime) -> datetime:
        """Since when the present content stands for sure: nobody writes to a file without changing its change time."""
        try:
            status = self.path.stat()
        except OSError:
            return now
        former = self._former()
        if former and not versions:
            published = former[-1][0]
            if timedelta(0) <= datetime.fromtimestamp(status.st_mtime, UTC) - published < _PUBLISHED_WITHIN:
                return published
        return min(datetime.fromtimestamp(status.st_ctime, UTC), now)

    def _add(self, versions: list[_Version], content: bytes, sha256: str, now: datetime, *, is_ours: bool) -> None:
        since = self._began(versions, now)
        if versions:
            last = versions[-1]
            # Where this process saw an earlier version last, that was before ``last.until`` anyway.
            until = since if is_ours else max(last.until, min(self._kept_at, since))
            versions = [*versions[:-1], replace(last, until=until)]
        number = versions[-1].number + 1 if versions else 1
        durable.replace(self._path_of(number), content, mode=self._mode())
        self._write([*versions, _Version(number, since, now, sha256)])

    def _versions(self) -> list[_Version]:
        try:
            return [
                _Version(
                    int(row["number"]),
                    datetime.fromisoformat(row["since"]),
                    datetime.fromisoformat(row["until"]),
                    row["sha256"],
                )
                for row in self._table.rows()
            ]
        except ValueError:
            raise StoreError(f"{self._table.path}: a row was changed by hand. Restore the file.") from None

    def _write(self, versions: Iterable[_Version]) -> None:
        rows = (
            {
                "number": str(each.number),
                "since": each.since.isoformat(),
                "until": each.until.isoformat(),
                "sha256": each.sha256,
            }
            for each in versions
        )
        self._table.replace(rows, mode=self._mode())

    def _path_of(self, number: int) -> Path:
        return self.folder / f"{self._prefix}{number:06}.csv"

    def _mode(self) -> int:
        return stat.S_IMODE(os.stat(self.path).st_mode)

    def _present_digest(self) -> str:
        """The SHA-256 of the present content, empty where there is none; read once for each version of the file."""
        version = file_version(self.path)
        if not version or self._digest[0] != version:
            try:
                self._digest = (version, hashlib.sha256(read_version(self.path)).hexdigest())
            except DirectoryUnreadableError:
                return ""
        return self._digest[1]


def _list_version(number: int, since: datetime | None, until: datetime, path: Path) -> ListVersion:
    return ListVersion(
        number, since, until, hashlib.sha256(read_version(path)).hexdigest(), partial(read_version, path)
    )


def former_path(data_folder: Path, name: str, until: datetime) -> Path:
    """Where earlier releases kept the version of a file that stood until a moment."""
    return data_folder / HISTORY_FOLDER / f"{Path(name).stem}-{until.astimezone(UTC):{_MOMENT}}.csv"
