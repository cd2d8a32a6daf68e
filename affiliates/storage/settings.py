"""Where everything is kept: the one place that chooses a store."""

import os
from pathlib import Path

from affiliates.geo.regions import SHIPPED_DATA
from affiliates.storage.contract import Store
from affiliates.storage.files.store import FileStore


def data_folder() -> Path:
    """The folder of the file store: the one that AFFILIATES_DATA names, else the data that comes with the app."""
    return Path(os.environ.get("AFFILIATES_DATA") or SHIPPED_DATA)


def open_store(folder: Path | None = None) -> Store:
    """The store that the settings name, or the file store in a folder."""
    return FileStore(folder or data_folder())
