"""What only we can sign: for one purpose, for 30 days, with keys that change."""

from datetime import timedelta
from pathlib import Path

import pytest

from affiliates.errors import StoreError
from affiliates.storage.files.store import FileStore
from affiliates.upkeep.signed_links import VALID_FOR, SignedValue, read_signed, sign
from tests.affiliates.upkeep.mail import DAY, NOW

SECOND = timedelta(seconds=1)


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path)


def test_value_is_read_for_its_purpose_until_its_time_is_over(store: FileStore) -> None:
    token = sign(store, "one", "made-up", NOW)

    assert read_signed(store, "one", token, NOW + VALID_FOR - SECOND) == SignedValue("made-up", is_expired=False)
    assert read_signed(store, "one", token, NOW + VALID_FOR) == SignedValue("made-up", is_expired=True)
    assert read_signed(store, "other", token, NOW) is None


def test_nobody_else_can_make_one(store: FileStore, tmp_path: Path) -> None:
    token = sign(store, "one", "made-up", NOW)
    other = FileStore(tmp_path / "other")
    (tmp_path / "other").mkdir()
    payload, _, signature = token.rpartition(".")
    forged = [
        "",
        ".",
        "x" * 100_000,
        payload,
        f"{payload}.",
        f"{payload[:-2]}AA.{signature}",
        f"{payload}.{signature[:-2]}AA",
        sign(other, "one", "made-up", NOW),
        "\udcff.é",
    ]

    assert [read_signed(store, "one", each, NOW) for each in forged] == [None] * len(forged)


def test_keys_are_renewed_and_links_outlive_the_key_that_signed_them(store: FileStore) -> None:
    tokens = {day: sign(store, "one", str(day), NOW + day * DAY) for day in (0, 89, 90, 121, 200)}

    made = [key.made_at for key in store.letters.link_keys()]
    assert made == [NOW + 90 * DAY, NOW + 200 * DAY]
    assert read_signed(store, "one", tokens[0], NOW) is None  # its key is gone, long after it ended
    assert read_signed(store, "one", tokens[121], NOW + 130 * DAY) == SignedValue("121", is_expired=False)


def test_key_before_counts_as_long_as_its_links(store: FileStore) -> None:
    token = sign(store, "one", "made-up", NOW + 89 * DAY)
    sign(store, "one", "later", NOW + 90 * DAY)
    sign(store, "one", "later", NOW + 118 * DAY)

    assert read_signed(store, "one", token, NOW + 118 * DAY) == SignedValue("made-up", is_expired=False)


def test_keys_are_their_owners_only_and_tell_nothing_when_damaged(store: FileStore, tmp_path: Path) -> None:
    sign(store, "one", "made-up", NOW)
    file = tmp_path / "review/link_keys.json"
    (key,) = store.letters.link_keys()

    assert file.stat().st_mode & 0o777 == 0o600
    assert key.secret not in repr(key)
    file.write_text(f'["{key.secret}"]')
    with pytest.raises(StoreError) as refused:
        read_signed(store, "one", "x", NOW)
    assert key.secret not in str(refused.value)
