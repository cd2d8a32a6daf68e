"""A session may upload while its reviewer is signed in, one file after the other, and few before its page reads one."""

import tomllib
from pathlib import Path

from affiliates.review.door.uploads import MAX_UPLOAD_MB, UploadPermits

SETTINGS = Path(__file__).parents[4] / ".streamlit/config.toml"


def test_only_sessions_with_a_reviewer_who_is_signed_in_may_upload() -> None:
    permits, signed_in = UploadPermits(), {"Robin"}
    permits.grant("robin's", lambda: "Robin" in signed_in)

    assert not permits.begin("somebody's")
    assert permits.begin("robin's")
    permits.end("robin's", is_kept=False)
    signed_in.clear()
    assert not permits.begin("robin's")
    signed_in.add("Robin")
    permits.withdraw("robin's")
    assert not permits.begin("robin's")


def test_files_of_a_session_come_one_after_the_other_until_its_page_has_read_them() -> None:
    permits = UploadPermits()
    permits.grant("robin's", lambda: True)
    assert permits.begin("robin's")
    assert not permits.begin("robin's")
    permits.end("robin's", is_kept=True)
    for _ in range(2):
        permits.grant("robin's", lambda: True)  # the page was drawn again, and has read none
        assert permits.begin("robin's")
        permits.end("robin's", is_kept=True)

    permits.grant("robin's", lambda: True)
    assert not permits.begin("robin's")
    permits.withdraw("robin's")
    permits.grant("robin's", lambda: True)
    assert permits.begin("robin's")


def test_server_counts_to_what_the_page_says() -> None:
    assert tomllib.loads(SETTINGS.read_text())["server"]["maxUploadSize"] == MAX_UPLOAD_MB
