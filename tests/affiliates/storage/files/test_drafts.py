"""The files of lists that reviewers are bringing in: private, whole or not there, and never in the way."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from affiliates.errors import StoreError
from affiliates.storage.contract.drafts import ListDraft
from affiliates.storage.files.store import FileStore

MOMENT = datetime(2026, 5, 1, 12, tzinfo=UTC)
DRAFT = ListDraft("first", "Robin", "made-up.csv", "{}", MOMENT, MOMENT)


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    store = FileStore(tmp_path)
    store.drafts.begin(DRAFT, b"Group,State")
    return store


def test_files_are_readable_by_their_owner_only(store: FileStore, tmp_path: Path) -> None:
    folder = tmp_path / "review/drafts"

    assert [each.stat().st_mode & 0o777 for each in (tmp_path / "review", folder)] == [0o700, 0o700]
    assert {each.stat().st_mode & 0o777 for each in folder.iterdir()} == {0o600}


def test_list_of_a_killed_upload_leaves_the_earlier_one_and_is_cleared_away(store: FileStore, tmp_path: Path) -> None:
    (kept,) = (tmp_path / "review/drafts").glob("*.list")
    half = kept.with_name(kept.name.replace("first", "second"))
    half.write_bytes(b"Group,")

    assert store.drafts.draft("Robin") == DRAFT
    assert store.drafts.content(DRAFT) == b"Group,State"
    assert store.drafts.prune(MOMENT) == 0
    assert (kept.exists(), half.exists()) == (True, False)


def test_damaged_draft_is_said_aloud_without_what_stands_in_it(store: FileStore, tmp_path: Path) -> None:
    (file,) = (tmp_path / "review/drafts").glob("*.json")
    file.write_text('{"reviewer": "a secret')

    with pytest.raises(StoreError, match="has changed or damaged it") as refused:
        store.drafts.draft("Robin")
    assert "a secret" not in str(refused.value)
