"""Downloads made at a click: when they appear, how long they stay, and that they go."""

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from server import downloads
from server.downloads import STAYS_FOR, keep_downloads_for_their_time


class Clock:
    now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    keep_downloads_for_their_time()
    clock = Clock()
    monkeypatch.setattr(downloads, "time", clock)
    return clock


def test_download_lies_nowhere_before_the_click_and_goes_when_its_time_is_up(clock: Clock) -> None:
    storage = MemoryMediaFileStorage("/media")
    files = MediaFileManager(storage)
    button = files.add_deferred(lambda: "A name and a number", "text/plain", "1", "copy.txt")
    assert not storage.get_stats()

    name = files.execute_deferred(button).removeprefix("/media/")
    for _ in range(5):
        files.remove_orphaned_files()  # as the run of any page does: this took it before its browser could ask for it
    clock.now += STAYS_FOR - 1
    files.remove_orphaned_files()
    assert storage.get_file(name).content == b"A name and a number"

    clock.now += 1
    files.remove_orphaned_files()
    with pytest.raises(MediaFileStorageError):
        storage.get_file(name)
    assert not storage.get_stats()


def test_download_goes_from_a_quiet_server_too(clock: Clock) -> None:
    """Without another visitor nobody took it away: it lay there after its session, and after "erase"."""
    files = MediaFileManager(storage := MemoryMediaFileStorage("/media"))
    files.execute_deferred(files.add_deferred(lambda: "A name and a number", "text/plain", "1"))
    files.clear_session_refs()
    files.remove_orphaned_files()  # at the end of the session
    assert storage.get_stats()

    clock.now += STAYS_FOR
    files.remove_orphaned_files()  # forget_downloads

    assert not storage.get_stats()
