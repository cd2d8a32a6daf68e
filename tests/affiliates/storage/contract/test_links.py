"""What was found at public links: kept as a whole, by one writer at a time, and with a version that tells."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from affiliates.storage.contract.links import LinkFinding, LinkPeriod
from tests.affiliates.storage.contract.conftest import Opened

MOMENT = datetime(2026, 5, 1, 12, 0, 0, 123456, tzinfo=UTC)
GONE = LinkPeriod('https://made-up.example/?a="=1+1"', LinkFinding.GONE, MOMENT, MOMENT + timedelta(days=7))
MOVED = LinkPeriod("https://moved.example/", LinkFinding.MOVED, MOMENT, MOMENT, "https://new.example/é", "Robin")


def test_periods_are_kept_as_they_were_given_in_place_of_the_others(opened: Opened) -> None:
    assert (opened().links.periods(), opened().links.version()) == ([], "")
    opened().links.update(lambda _: [GONE, MOVED])
    version = opened().links.version()
    assert opened().links.periods() == [GONE, MOVED]
    assert opened().links.version() == version != ""

    later = replace(GONE, last_at=GONE.last_at + timedelta(days=7))
    same = opened()
    same.links.update(lambda periods: [later, *periods[1:]])
    assert same.links.periods() == opened().links.periods() == [later, MOVED]
    assert same.links.version() != version


def test_change_that_fails_keeps_what_was_there(opened: Opened) -> None:
    opened().links.update(lambda _: [GONE])
    with pytest.raises(ZeroDivisionError):
        opened().links.update(lambda periods: [MOVED for _ in range(1 // (len(periods) - 1))])

    assert opened().links.periods() == [GONE]
