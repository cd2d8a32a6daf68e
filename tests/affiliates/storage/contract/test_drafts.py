"""Lists that reviewers are bringing in: one for each, private, until they are replaced, removed or pruned."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from affiliates.errors import DecisionConflictError
from affiliates.storage.contract.drafts import ListDraft
from tests.affiliates.storage.contract.conftest import Opened

MOMENT = datetime(2026, 5, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_list_of_a_reviewer_is_kept_until_it_is_replaced_or_removed(opened: Opened) -> None:
    def draft(name: str, reviewer: str = "Robin") -> ListDraft:
        return ListDraft(name, reviewer, "made-up.csv", "as guessed", MOMENT, MOMENT)

    first, second, other = draft("first"), draft("second"), draft("other", "../Sam/é")
    assert opened().drafts.draft("Robin") is None
    opened().drafts.begin(first, b"\x00 first")
    opened().drafts.begin(other, b"other")
    opened().drafts.save(replace(first, mapping="as answered"))
    assert opened().drafts.draft("Robin") == replace(first, mapping="as answered")
    assert opened().drafts.content(first) == b"\x00 first"

    opened().drafts.begin(second, b"second")
    assert (opened().drafts.content(first), opened().drafts.content(second)) == (b"", b"second")
    with pytest.raises(DecisionConflictError):
        opened().drafts.save(first)
    opened().drafts.remove("Robin")
    opened().drafts.remove("Robin")
    with pytest.raises(DecisionConflictError):
        opened().drafts.save(second)
    assert (opened().drafts.draft("Robin"), opened().drafts.content(second)) == (None, b"")
    assert opened().drafts.content(other) == b"other"


def test_lists_that_nobody_changed_for_long_are_pruned(opened: Opened) -> None:
    for name, age in (("Robin", 2), ("Sam", 0)):
        moment = MOMENT - age * MINUTE
        opened().drafts.begin(ListDraft(name, name, "made-up.csv", "", moment, moment), name.encode())

    assert opened().drafts.prune(MOMENT - MINUTE) == 1
    assert [opened().drafts.draft(name) is None for name in ("Robin", "Sam")] == [True, False]
    assert opened().drafts.prune(MOMENT - MINUTE) == 0
