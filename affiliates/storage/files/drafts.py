"""Lists that reviewers are bringing in; in the file store, two files for each in ``review/drafts/``: what is known of
it as JSON, and the list as it was uploaded."""

import hashlib
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter

from affiliates.errors import Conflict, DecisionConflictError, StoreError
from affiliates.storage.contract.drafts import ListDraft
from affiliates.storage.files.durable import exclusive_lock, read_bytes, remove, replace

_DRAFT = TypeAdapter(ListDraft)


class DraftFiles:
    """The files of one folder, named by a hash of the reviewer, as any text may be a reviewer's name.

    The JSON names the file of the list by the draft's id, and is replaced last: whoever is killed before leaves the
    earlier list as it was, and a file that the next ``begin`` or ``prune`` removes.
    """

    def __init__(self, folder: Path, *, timeout: float) -> None:
        """Names the folder; nothing is read or made yet. ``timeout`` is how many seconds a writer waits."""
        self._folder = folder
        self._timeout = timeout

    def draft(self, reviewer: str) -> ListDraft | None:
        """A reviewer's list, None where there is none."""
        return self._read(self._path(reviewer))

    def all(self) -> list[ListDraft]:
        """Every reviewer's list, by reviewer."""
        drafts = [self._read(path) for path in self._folder.glob("*.json")]
        return sorted((each for each in drafts if each), key=lambda each: each.reviewer)

    def content(self, draft: ListDraft) -> bytes:
        """The file of a list as it was uploaded."""
        return read_bytes(self._list_path(draft))

    def begin(self, draft: ListDraft, content: bytes) -> None:
        """Keeps a list with its file, in place of the reviewer's earlier one."""
        self._make_room()
        with exclusive_lock(self._folder, timeout=self._timeout):
            replace(self._list_path(draft), content)
            self._write(draft)
            self._remove_lists(self._path(draft.reviewer), but=draft)

    def save(self, draft: ListDraft) -> None:
        """Keeps a later state of a list."""
        self._make_room()
        with exclusive_lock(self._folder, timeout=self._timeout):
            kept = self.draft(draft.reviewer)
            if kept is None or kept.id != draft.id:
                raise DecisionConflictError(Conflict.OTHER_LIST)
            self._write(draft)

    def remove(self, reviewer: str) -> None:
        """Removes a reviewer's list with its file."""
        if self._folder.is_dir():
            with exclusive_lock(self._folder, timeout=self._timeout):
                self._remove(self._path(reviewer))

    def prune(self, before: datetime) -> int:
        """Removes the lists that nobody has changed since a moment, and what killed processes left."""
        if not self._folder.is_dir():
            return 0
        with exclusive_lock(self._folder, timeout=self._timeout):
            kept = {path: self._read(path) for path in sorted(self._folder.glob("*.json"))}
            old = [path for path, draft in kept.items() if draft and draft.changed_at < before]
            for path in old:
                self._remove(path)
            named = {self._list_path(draft) for path, draft in kept.items() if draft and path not in old}
            for path in set(self._folder.glob("*.list")) - named:
                remove(path)
        return len(old)

    def _make_room(self) -> None:
        """Makes the folder around this one, as private as it is, where nothing was ever kept."""
        if not self._folder.parent.is_dir():
            with exclusive_lock(self._folder.parent, timeout=self._timeout):
                pass

    def _read(self, path: Path) -> ListDraft | None:
        content = read_bytes(path)
        if not content:
            return None
        try:
            return _DRAFT.validate_json(content)
        except ValueError:  # its words would hold what stands in the file
            raise StoreError(f"{path}: another program has changed or damaged it. Remove it, or restore it.") from None

    def _write(self, draft: ListDraft) -> None:
        replace(self._path(draft.reviewer), _DRAFT.dump_json(draft))

    def _remove(self, path: Path) -> None:
        if path.exists():
            remove(path)
        self._remove_lists(path)

    def _remove_lists(self, path: Path, *, but: ListDraft | None = None) -> None:
        kept = self._list_path(but) if but else None
        for each in self._folder.glob(f"{path.stem}.*.list"):
            if each != kept:
                remove(each)

    def _path(self, reviewer: str) -> Path:
        return self._folder / f"{hashlib.sha256(reviewer.encode('utf-8', 'surrogatepass')).hexdigest()}.json"

    def _list_path(self, draft: ListDraft) -> Path:
        return self._folder / f"{self._path(draft.reviewer).stem}.{draft.id}.list"
