"""What decisions on many entries changed; in the file store, a JSON file for each in ``review/batches/``."""

from pathlib import Path

from cachetools import LRUCache

from affiliates.applications.batches import Batch
from affiliates.errors import StoreError
from affiliates.storage.files.durable import make_folder, read_bytes, remove, replace

_FOLDER_MODE = 0o700
# How many of them stay in memory: the reviewers' page asks for the same ones again.
_MAX_KEPT = 4


class BatchFiles:
    """The files of one folder. Whoever writes holds the lock of the folder around it."""

    def __init__(self, folder: Path) -> None:
        """Names the folder; nothing is read or made yet."""
        self._folder = folder
        self._kept: LRUCache[str, Batch] = LRUCache(_MAX_KEPT)

    def keep(self, decision_id: str, batch: Batch) -> None:
        """Keeps what a decision changes."""
        if not self._folder.is_dir():
            make_folder(self._folder, mode=_FOLDER_MODE)
        replace(self._path(decision_id), batch.model_dump_json().encode())

    def read(self, decision_id: str) -> Batch | None:
        """What a decision changes, None where it is no decision on many entries."""
        if kept := self._kept.get(decision_id):
            return kept
        content = read_bytes(self._path(decision_id))
        if not content:
            return None
        try:
            self._kept[decision_id] = batch = Batch.model_validate_json(content)
            return batch
        except ValueError:  # its words would hold what stands in the file
            raise StoreError(
                f"{self._path(decision_id)}: another program has changed or damaged it. Restore the file."
            ) from None

    def drop(self, decision_id: str) -> None:
        """Removes what a decision would have changed that was never made."""
        self._kept.pop(decision_id, None)
        if self._path(decision_id).exists():
            remove(self._path(decision_id))

    def _path(self, decision_id: str) -> Path:
        return self._folder / f"{decision_id}.json"
