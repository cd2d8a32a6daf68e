"""The form, while somebody sends more than reviewers can read."""

from streamlit.proto.ClientState_pb2 import ClientState

from affiliates.applications.model import SpamReason
from tests.attack.conftest import Attacked
from tests.attack.intruder import intruding

CONNECTIONS = 16


def tells(server: Attacked, text: str, *, address: str) -> str:
    """Tells what is wrong with an entry, in a session of its own; returns what the page answered."""
    with intruding(server.address, headers={"X-Forwarded-For": address}) as sender:
        sender.opens("correct", query="group=group-1")
        button, problem = sender.widget("Tell us")[1], sender.widget("What is wrong?")[1]
        state = ClientState(fragment_id=sender.fragment_of(button.id))
        state.widget_states.widgets.add(id=problem.id, string_value=problem.options[0])
        state.widget_states.widgets.add(id=sender.widget("What should we know? (private)")[1].id, string_value=text)
        state.widget_states.widgets.add(id=button.id, trigger_value=True)
        sender.reruns(state)
        return sender.text()


def test_flood_from_one_address_is_held_and_an_honest_one_waits_with_the_others(server: Attacked) -> None:
    """Sixteen connections filled the list within minutes, and then nobody could send anything any more."""
    for number in range(CONNECTIONS):
        assert "Thank you" in tells(server, f"flood {number}", address="192.0.2.1")
    assert "Thank you" in tells(server, "honest", address="198.51.100.1")

    kept = {each.message: each.spam_reason for each in server.store.applications()}
    assert len(kept) == CONNECTIONS + 1
    assert kept["honest"] is None
    assert kept[f"flood {CONNECTIONS - 1}"] is SpamReason.MANY_FROM_ONE_ADDRESS
