"""From a proposal to an entry of the directory."""

from datetime import date

import pytest

from affiliates.review.entries import build_entry, new_entry_id
from tests.made_up import application, row


@pytest.mark.parametrize(
    ("name", "group_id"),
    [
        ("Parents of Ohio", "parents-of-ohio-3"),
        ("Québec – Ça suffit!", "quebec-ca-suffit"),
        ("東京の家族", "dong-jing-nojia-zu"),
        ("x" * 99, "x" * 50),
        ("=1+1", "1-1"),
        ("…", "group"),
    ],
)
def test_id_is_readable_and_new(name: str, group_id: str) -> None:
    assert new_entry_id(name, ["parents-of-ohio", "parents-of-ohio-2"]) == group_id


def test_day_of_verification_is_left_alone_where_nobody_verified() -> None:
    listed = row(1, last_verified_on="2025-01-01")
    kept = build_entry(application(1).proposal, listed, group_id="group-1", verified_on=None)
    verified = build_entry({}, listed, group_id="group-1", verified_on=date(2026, 1, 2))

    assert kept["last_verified_on"] == "2025-01-01"
    assert verified["last_verified_on"] == "2026-01-02"
