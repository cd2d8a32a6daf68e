"""Where everything is kept: the one place that chooses a store."""

import os
import pwd
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from affiliates.errors import OtherUserError, SettingError
from affiliates.geo.regions import SHIPPED_DATA
from affiliates.storage.contract.store import Store
from affiliates.storage.files.store import REVIEW_FOLDER, FileStore

if TYPE_CHECKING:
    from affiliates.storage.postgres.connection.database import Database

STORE = "AFFILIATES_STORE"
DATA = "AFFILIATES_DATA"
_SCHEMES = ("postgresql://", "postgres://")
_MAX_FOLDERS = 10
_SECRETS = Path(".streamlit/secrets.toml")


def data_folder() -> Path:
    """The folder of the file store: the one that AFFILIATES_DATA names, else the data that comes with the app.

    Its lists are also what a database shows until somebody changes or copies one.
    """
    return _folder(os.environ.get(DATA) or str(SHIPPED_DATA))


def store_place() -> Path | str:
    """What tells one store from another: the address of the database, which may hold a password, or the folder.

    The address is AFFILIATES_STORE, a variable of the environment or a line in Streamlit's secrets. Raises
    ``SettingError``.
    """
    address = os.environ.get(STORE) or address_in_secrets()
    return parse_place(address) if address else data_folder()


@lru_cache(_MAX_FOLDERS)  # asked for a dozen times at each click
def _folder(path: str) -> Path:
    return Path(path)


def parse_place(text: str) -> Path | str:
    """The address of a database, or a folder, as somebody typed it. Raises ``SettingError``."""
    if text.startswith(_SCHEMES):
        return text
    if "://" in text or "=" in text:
        raise SettingError(f"Where everything is kept is a folder, or postgresql://… as {STORE} names it.")
    return Path(text)


def open_store(place: Path | str | None = None) -> Store:
    """The store at a place, by default at the one that the settings name. Raises ``SettingError``."""
    place = place if place is not None else store_place()
    return FileStore(place) if isinstance(place, Path) else _open_store_in(open_database(place))


def open_present_store() -> Store:
    """The store that the settings name, for a command that would take a folder that is not there for an empty one.

    Raises ``SettingError``.
    """
    place = store_place()
    if isinstance(place, Path) and not os.path.isdir(place):
        raise SettingError(f"{place}: there is no such folder. Name the one with the data in {DATA}.")
    return open_store(place)


def open_store_to_write(*, any_user: bool = False) -> Store:
    """The store that the settings name, for a command beside the app.

    Raises ``OtherUserError`` where its files belong to somebody else, unless ``any_user``: what the command writes
    might no longer be the app's. Raises ``SettingError``.
    """
    place = store_place()
    if isinstance(place, Path) and not any_user:
        require_own(place)
    return open_present_store()


def require_own(folder: Path) -> None:
    """Raises ``OtherUserError`` where the files of a folder belong to somebody else."""
    private = folder / REVIEW_FOLDER
    kept = private if os.path.exists(private) else folder
    if os.path.exists(kept) and kept.stat().st_uid != os.geteuid():
        owner, own = _user_name(kept.stat().st_uid), _user_name(os.geteuid())
        raise OtherUserError(
            f"{kept} belongs to {owner}, and you are {own}. Run this as {owner}: sudo -u {owner} …, or with --any-user."
        )


def open_database(address: str) -> "Database":
    """The connections to a database, which all of a process share. Raises ``SettingError``."""
    return _database(address, os.getpid())


def _open_store_in(database: "Database") -> Store:
    from affiliates.storage.postgres.store import PostgresStore  # whoever keeps files pays nothing for it

    return PostgresStore(database, shipped=data_folder())


@cache
def _database(address: str, _process: int) -> "Database":
    from affiliates.storage.postgres.connection.database import Database

    return Database(address)


@cache
def address_in_secrets() -> str:
    """What the secrets say, read once: in the folder in which the process began, or in that of its user."""
    for path in (_SECRETS.absolute(), Path.home() / _SECRETS):
        try:
            address = tomllib.loads(path.read_text(encoding="utf-8")).get(STORE, "")
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            raise SettingError(f"{path}: cannot be read ({type(error).__name__}).") from None
        if address:
            return str(address)
    return ""


def _user_name(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:  # as in a container that knows no names
        return f"user {number}"
