"""The files that exports wrote into a folder: whatever is not on the list, or has changed since, is somebody else's."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from affiliates.errors import FileNotWrittenError

LIST_NAME = ".site-files.json"

# The SHA-256 of each content that an export may have left in a file, by its path in the folder.
WrittenFiles = Mapping[str, frozenset[str]]


def read_written_files(folder: Path) -> WrittenFiles:
    """What the list in a folder says; empty without one. Raises ``FileNotWrittenError`` where it is damaged."""
    path = folder / LIST_NAME
    try:
        listed = json.loads(path.read_bytes())
        return {name: frozenset(digests) for name, digests in listed.items() if is_inside(name)}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, AttributeError):
        raise FileNotWrittenError(
            f"{path} is damaged. Delete it and run this again: files in the folder that differ from the new ones will "
            "then stay as they are."
        ) from None


def list_content(files: WrittenFiles) -> bytes:
    """The list as a file, the same for the same files."""
    listed = {name: sorted(digests) for name, digests in files.items()}
    return json.dumps(listed, indent=0, sort_keys=True).encode() + b"\n"


def merged(*lists: WrittenFiles) -> WrittenFiles:
    """What any of several lists says."""
    names = {name for each in lists for name in each}
    return {name: frozenset().union(*(each.get(name, frozenset()) for each in lists)) for name in names}


def digest(content: bytes) -> str:
    """What the list keeps of a content."""
    return hashlib.sha256(content).hexdigest()


def digest_of_file(folder: Path, name: str) -> str | None:
    """The digest of a file in a folder, None without one; empty for what no export makes, such as a link or a folder.

    A link is never followed: what it leads to is not in the folder.
    """
    path = folder / name
    if any(parent.is_symlink() for parent in _parents(folder, name)) or path.is_symlink():
        return ""
    if not path.exists():
        return None
    return digest(path.read_bytes()) if path.is_file() else ""


def obstacle(folder: Path, names: Iterable[str]) -> Path | None:
    """Something that stands where one of these files needs a folder, None if there is nothing."""
    parents = dict.fromkeys(parent for name in names for parent in _parents(folder, name))
    return next((each for each in parents if each.is_symlink() or (each.exists() and not each.is_dir())), None)


def is_inside(name: str) -> bool:
    """Whether a path leads to a file inside the folder it is relative to."""
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and not {"..", "\\", "\0"} & {*parts, *name}


def _parents(folder: Path, name: str) -> list[Path]:
    return [folder / each for each in reversed(PurePosixPath(name).parents) if each != PurePosixPath(".")]
