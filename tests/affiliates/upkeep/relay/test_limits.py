"""How many messages go to one group, however many processes take them."""

import pytest

from affiliates.upkeep.relay.limits import Limit, RelayLimits


def test_group_gets_no_more_messages_from_several_processes_than_from_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFFILIATES_REPLICAS", "2")
    processes = [RelayLimits(lambda: 0.0) for _ in range(2)]
    answers = [processes[number % 2].exceeded_by(f"203.0.113.{number}", "group") for number in range(30)]

    assert answers == [None] * 10 + [Limit.TO_GROUP] * 20


def test_message_that_did_not_go_out_counts_for_its_sender_alone() -> None:
    limits = RelayLimits(lambda: 0.0)
    for number in range(70):
        assert limits.exceeded_by(f"203.0.113.{number}", "group") is None
        limits.give_back(f"203.0.113.{number}", "group")

    own = []
    for number in range(12):
        own.append(limits.exceeded_by("198.51.100.7", f"group-{number}"))
        limits.give_back("198.51.100.7", f"group-{number}")
    assert own == [None] * 10 + [Limit.FROM_SENDER] * 2


def test_what_is_over_a_limit_counts_nowhere() -> None:
    limits = RelayLimits(lambda: 0.0)
    in_all = [limits.exceeded_by(f"203.0.113.{number}", f"group-{number}") for number in range(60)]
    refused = [limits.exceeded_by(f"198.51.100.{number}", "group") for number in range(20)]
    for number in range(60):
        limits.give_back(f"203.0.113.{number}", f"group-{number}")

    assert (set(in_all), set(refused)) == ({None}, {Limit.IN_ALL})
    assert limits.exceeded_by("198.51.100.1", "group") is None  # which received nothing


def test_one_address_leaves_a_group_room_for_everybody_else() -> None:
    """Ten forms from one address silenced a group for an hour, and twenty for a day."""
    limits = RelayLimits(lambda: 0.0)
    school = [limits.exceeded_by("198.51.100.7", "group") for _ in range(5)]
    families = [limits.exceeded_by(f"203.0.113.{number}", "group") for number in range(8)]

    assert school == [None] * 3 + [Limit.FROM_SENDER_TO_GROUP] * 2
    assert families == [None] * 7 + [Limit.TO_GROUP]
    assert limits.exceeded_by("198.51.100.7", "other-group") is None


def test_network_of_one_customer_leaves_a_group_room_too() -> None:
    limits = RelayLimits(lambda: 0.0)
    school = [limits.exceeded_by(f"2001:db8:0:{number:x}::/64", "group") for number in range(8)]

    assert school == [None] * 6 + [Limit.FROM_SENDER_TO_GROUP] * 2
    assert limits.exceeded_by("2001:db8:1:1::/64", "group") is None
