"""Former versions of the directory: what stood in it on a day in the past."""

from datetime import UTC, datetime
from pathlib import Path

from affiliates.reading import FILE_NAME

FOLDER_NAME = "history"
_STAMP = "%Y%m%dT%H%M%S.%fZ"
_PREFIX = FILE_NAME.removesuffix(".csv") + "-"


def file_of(folder: Path, until: datetime) -> Path:
    """Where the version of ``folder``'s directory is kept that stood until the moment ``until``."""
    return folder / FOLDER_NAME / f"{_PREFIX}{until.astimezone(UTC):{_STAMP}}.csv"


def former_versions(folder: Path) -> list[tuple[datetime, Path]]:
    """Every former version of ``folder``'s directory, the oldest first: until when it stood (UTC), and its file.

    Each stood from the moment the one before it ended; since when the first stood, nobody knows. Files with other
    names are passed over.
    """
    return sorted(
        (datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC), path)
        for path in (folder / FOLDER_NAME).glob(f"{_PREFIX}*.csv")
        if _is_stamp(stamp := path.stem.removeprefix(_PREFIX))
    )


def _is_stamp(text: str) -> bool:
    try:
        datetime.strptime(text, _STAMP)
    except ValueError:
        return False
    return True
