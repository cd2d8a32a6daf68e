"""Files that are made at a click, until the browser that asked for them has fetched them."""

from pathlib import PurePosixPath

from streamlit.runtime.media_file_manager import MediaFileManager

_execute_deferred = MediaFileManager.execute_deferred


def keep_downloads_for_their_session() -> None:
    """Lets a file that was made at a click stay until its session draws its whole page again, or ends.

    Streamlit forgets it as soon as any two visitors have clicked anything, which on a busy day is before a browser can
    fetch it: then a download fails, and nobody knows why. It has no public way to change that.
    """
    MediaFileManager.execute_deferred = _keep_for_session  # type: ignore[method-assign, assignment]


def _keep_for_session(manager: MediaFileManager, file_id: str) -> str:
    asked_by = manager._deferred_callables.get(file_id)
    address = _execute_deferred(manager, file_id)
    with manager._lock:
        if asked_by and asked_by["session_id"] in manager._files_by_session_and_coord:
            made = manager._files_by_session_and_coord[asked_by["session_id"]]
            made[f"made of {file_id}"] = PurePosixPath(address).stem
    return address
