"""Downloads that are made at a click: each lies under ``/media`` for about a minute, and then is gone.

Streamlit keeps such a file until two more runs of any page have ended: on a quiet server for ever, an applicant's own
copy with their name and number included; on a busy one for less than its browser takes to ask for it.
"""

import asyncio
import time

from streamlit import runtime
from streamlit.runtime import media_file_manager
from streamlit.runtime.media_file_manager import MediaFileMetadata
from streamlit.runtime.media_file_storage import MediaFileKind

STAYS_FOR = 60.0  # seconds
_LOOK_EVERY = 10.0


class _TimedMetadata(MediaFileMetadata):
    """What Streamlit notes of a file; nobody uses the file any more only when its time is up."""

    def __init__(self, kind: MediaFileKind = MediaFileKind.MEDIA) -> None:
        super().__init__(kind)
        self._made_at = time.monotonic()

    @property
    def is_marked_for_delete(self) -> bool:
        return super().is_marked_for_delete and time.monotonic() - self._made_at >= STAYS_FOR


def keep_downloads_for_their_time() -> None:
    """Lets no run of a page take away what a browser has not had the time to ask for."""
    media_file_manager.MediaFileMetadata = _TimedMetadata  # type: ignore[misc]


async def forget_downloads() -> None:
    """Removes the downloads whose time is up, as long as the server runs."""
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        if runtime.exists():
            runtime.get_instance().media_file_mgr.remove_orphaned_files()
