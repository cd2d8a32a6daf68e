"""How many messages go to one group, however many processes take them."""

import pytest

from affiliates.upkeep.relay.limits import Limit, RelayLimits


def test_group_gets_no_more_messages_from_several_processes_than_from_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFFILIATES_REPLICAS", "2")
    processes = [RelayLimits(lambda: 0.0) for _ in range(2)]
    answers = [processes[number % 2].exceeded_by(f"203.0.113.{number}", "group") for number in range(30)]

    assert answers == [None] * 10 + [Limit.TO_GROUP] * 20
