"""What decisions on many entries changed; in the file store, a JSON file for each in ``review/batches/``."""

from pathlib import Path

from affiliates.applications.batches import Batch
from affiliates.applications.decisions import Verdict
from affiliates.errors import StoreError
from affiliates.storage.contract import Store
from affiliates.storage.files.durable import make_folder, read_bytes, remove, replace

_FOLDER_MODE = 0o700
# The decisions that may be on many entries.
_MANY = {Verdict.IMPORT, Verdict.UNDO}


def used_group_ids(store: Store) -> set[str]:
    """The ids that groups have or had, as far as a decision gave them: none of them may be given again."""
    used = set()
    for each in store.decisions():
        used.add(each.group_id)
        if batch := store.batch(each.decision_id) if each.verdict in _MANY else None:
            used |= {change.group_id for change in batch.changes}
    return used - {""}


class BatchFiles:
    """The files of one folder. Whoever writes holds the lock of the folder around it."""

    def __init__(self, folder: Path) -> None:
        """Names the folder; nothing is read or made yet."""
        self._folder = folder

    def keep(self, decision_id: str, batch: Batch) -> None:
        """Keeps what a decision changes."""
        if not self._folder.is_dir():
            make_folder(self._folder, mode=_FOLDER_MODE)
        replace(self._path(decision_id), batch.model_dump_json().encode())

    def read(self, decision_id: str) -> Batch | None:
        """What a decision changes, None where it is no decision on many entries."""
        content = read_bytes(self._path(decision_id))
        try:
            return Batch.model_validate_json(content) if content else None
        except ValueError:  # its words would hold what stands in the file
            raise StoreError(
                f"{self._path(decision_id)}: another program has changed or damaged it. Restore the file."
            ) from None

    def drop(self, decision_id: str) -> None:
        """Removes what a decision would have changed that was never made."""
        if self._path(decision_id).exists():
            remove(self._path(decision_id))

    def _path(self, decision_id: str) -> Path:
        return self._folder / f"{decision_id}.json"
