"""Where everything is kept: the one place that chooses a store."""

import os
import pwd
from pathlib import Path

from affiliates.errors import OtherUserError
from affiliates.geo.regions import SHIPPED_DATA
from affiliates.storage.contract.store import Store
from affiliates.storage.files.store import REVIEW_FOLDER, FileStore


def data_folder() -> Path:
    """The folder of the file store: the one that AFFILIATES_DATA names, else the data that comes with the app."""
    return Path(os.environ.get("AFFILIATES_DATA") or SHIPPED_DATA)


def open_store(folder: Path | None = None) -> Store:
    """The store that the settings name, or the file store in a folder."""
    return FileStore(folder or data_folder())


def open_store_to_write(*, any_user: bool = False) -> Store:
    """The store that the settings name, for a command beside the app.

    Raises ``OtherUserError`` where its files belong to somebody else, unless ``any_user``: what the command writes
    might no longer be the app's.
    """
    folder = data_folder()
    private = folder / REVIEW_FOLDER
    kept = private if os.path.exists(private) else folder
    if not any_user and os.path.exists(kept) and kept.stat().st_uid != os.geteuid():
        owner, own = _user_name(kept.stat().st_uid), _user_name(os.geteuid())
        raise OtherUserError(
            f"{kept} belongs to {owner}, and you are {own}. Run this as {owner}: sudo -u {owner} …, or with --any-user."
        )
    return open_store(folder)


def _user_name(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:  # as in a container that knows no names
        return f"user {number}"
