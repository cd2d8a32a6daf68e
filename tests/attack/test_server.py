"""What freezes, fills or questions a server that takes any message at any pace."""

import json
from contextlib import ExitStack, suppress

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.SessionStatus_pb2 import SessionStatus
from websockets.exceptions import ConnectionClosed, InvalidStatus

from server.limits.log_lines import MAX_TRACEBACK
from server.limits.messages import MAX_BYTES, MAX_CONNECTIONS
from tests.attack.conftest import Attacked
from tests.attack.intruder import Intruder, intruding
from tests.browser.app import ROOT

HEARTBEAT = BackMsg(app_heartbeat=True)
TOO_MANY = 1000


def answers(intruder: Intruder) -> list[ForwardMsg]:
    """What came before the answer to a heartbeat, which is made after that to everything that was sent before."""
    before = len(intruder.heard)
    intruder.sends(HEARTBEAT)
    intruder.hears("heartbeat_ack")
    end_of_run = ForwardMsg(session_status_changed=SessionStatus())  # nothing waits for it
    return [message for message in intruder.heard[before:-1] if message != end_of_run]


def click_on_map(visitor: Intruder, region: str) -> BackMsg:
    """What the map of the page that is open would send."""
    drawn = (message.delta.new_element for message in visitor.heard)
    map_id = next(each.component_instance.id for each in drawn if each.HasField("component_instance"))
    state = ClientState(fragment_id=visitor.fragment_of(map_id))
    state.widget_states.widgets.add(id=map_id, json_value=json.dumps({"region": region, "click": 1}))
    return BackMsg(rerun_script=state)


@pytest.mark.parametrize("path", ["metrics", "metrics?families=active_sessions", "agent/openapi.json", "agent/mcp"])
def test_addresses_that_no_page_needs_are_closed(server: Attacked, path: str) -> None:
    for method in ("GET", "POST", "PUT", "DELETE"):
        assert httpx.request(method, f"{server.address}/_stcore/{path}").status_code == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "MADEUP"])
@pytest.mark.parametrize("path", ["", "review", "media/x", "static/x", "component/x/y", "r/US-OH/"])
def test_nothing_takes_more_than_a_question(server: Attacked, path: str, method: str) -> None:
    assert httpx.request(method, f"{server.address}/{path}").status_code == 405


def test_messages_that_are_not_for_visitors_are_not_answered(server: Attacked) -> None:
    names = BackMsg()
    names.file_urls_request.request_id = "made-up"
    names.file_urls_request.file_names.extend(f"{number}" for number in range(20_000))
    skills = BackMsg()
    with intruding(server.address) as intruder:
        intruder.opens()
        skills.backend_operation_request.request_id = "made-up"
        skills.backend_operation_request.session_id = intruder.session
        skills.backend_operation_request.install_skills.SetInParent()
        unwanted = [names, skills, BackMsg(load_git_info=True), BackMsg(clear_cache=True), BackMsg()]
        unwanted += [BackMsg(set_run_on_save=True), BackMsg(debug_disconnect_websocket=True)]
        for message in [*unwanted, BackMsg(debug_shutdown_runtime=True)]:
            intruder.sends(message)

        assert answers(intruder) == []
    assert not server.git_calls.exists()


def test_message_without_end_closes_the_connection(server: Attacked) -> None:
    state = ClientState()
    state.widget_states.widgets.add(id="made-up", string_value="x" * MAX_BYTES)
    with intruding(server.address) as intruder:
        intruder.sends(BackMsg(rerun_script=state))

        assert intruder.closing_code() == 1009


def test_longest_application_is_no_message_without_end(server: Attacked) -> None:
    state = ClientState()
    for number in range(20):
        state.widget_states.widgets.add(id=f"made-up {number}", string_value="é" * 4000)
    with intruding(server.address) as visitor:
        visitor.opens("apply")

        assert visitor.reruns(state)


def test_messages_faster_than_any_hand_close_the_connection(server: Attacked) -> None:
    with intruding(server.address) as intruder:
        with suppress(ConnectionClosed):
            for _ in range(TOO_MANY):
                intruder.sends(HEARTBEAT)

        assert intruder.closing_code() == 1008
    with intruding(server.address) as visitor:
        assert visitor.opens()


def test_hand_that_is_quick_is_answered(server: Attacked) -> None:
    with intruding(server.address) as visitor:
        visitor.opens()
        for _ in range(60):
            visitor.sends(HEARTBEAT)
        for _ in range(60):
            visitor.hears("heartbeat_ack")

        assert visitor.reruns(ClientState())


def test_silent_connections_of_one_address_leave_room_for_the_others(server: Attacked) -> None:
    """Each takes four of the files that a machine lets a program open, often 1,024 in all."""
    attacker, parent = {"X-Forwarded-For": "192.0.2.7"}, {"X-Forwarded-For": "192.0.2.8"}
    with ExitStack() as silent:
        for _ in range(MAX_CONNECTIONS):
            silent.enter_context(intruding(server.address, headers=attacker))
        with pytest.raises(InvalidStatus, match="403"), intruding(server.address, headers=attacker):
            pass
        with intruding(server.address, headers=parent) as visitor:
            assert visitor.opens()
    with intruding(server.address, headers=attacker) as visitor:
        assert visitor.opens()


@pytest.mark.parametrize(("nonsense", "code"), [("a text", 1003), (b"\xff\xff\xff", 1002)])
def test_nonsense_closes_the_connection_and_costs_no_line_of_the_log(
    server: Attacked, nonsense: str | bytes, code: int
) -> None:
    before = server.log.read_text()
    with intruding(server.address) as intruder:
        intruder.socket.send(nonsense)

        assert intruder.closing_code() == code
    assert server.log.read_text() == before


def test_forged_values_and_pages_fill_no_log_and_reach_no_other_visitor(server: Attacked) -> None:
    forged = "x\nERROR made-up line\x1b[2J" * 8_000
    with intruding(server.address) as visitor, intruding(server.address) as intruder:
        visitor.opens(query="region=US-OH")
        intruder.opens(query="region=US-OH")
        click = click_on_map(intruder, "US-OH").rerun_script
        component, fragment = click.widget_states.widgets[0].id, click.fragment_id
        for values in ({"json_value": forged}, {"string_value": forged}, {"int_value": 7}, {"json_value": "{}"}):
            state = ClientState(fragment_id=fragment)
            state.widget_states.widgets.add(id=component, **values)
            intruder.reruns(state)
        intruder.reruns(ClientState(page_script_hash="f" * 32, query_string="q=" + "x" * 100_000))
        intruder.sends(BackMsg(rerun_script=ClientState(fragment_id=forged)))

        assert answers(visitor) == []
        assert visitor.reruns(ClientState())
    lines = server.log.read_text().splitlines()
    assert max(map(len, lines)) < MAX_TRACEBACK
    assert not any(line.startswith("ERROR made-up") or "\x1b" in line for line in lines)


def test_click_of_a_page_that_was_open_over_a_restart_is_answered(server: Attacked) -> None:
    with intruding(server.address) as before:
        before.opens()
        click = click_on_map(before, "US-OH")
    with intruding(server.address) as visitor:
        visitor.sends(click)
        visitor.hears_end_of_run()  # of the whole page
        answer = visitor.hears_end_of_run()

    assert "Parents of Somewhere in Ohio" in "\n".join(map(str, answer))


def test_first_clicks_on_parts_that_no_page_has_draw_one_page(server: Attacked) -> None:
    with intruding(server.address) as intruder:
        for number in range(50):
            intruder.sends(BackMsg(rerun_script=ClientState(fragment_id=f"made-up {number}")))
        intruder.hears_end_of_run()

        assert answers(intruder) == []
        assert [each.WhichOneof("type") for each in intruder.heard].count("new_session") == 1


def test_session_of_somebody_else_cannot_be_taken_up_without_its_id(server: Attacked) -> None:
    with intruding(server.address) as visitor:
        visitor.opens()
        for guess in ("", "0" * 36, visitor.session[:-1], visitor.session.upper()):
            with intruding(server.address, session=guess) as intruder:
                intruder.opens()
                assert intruder.session != visitor.session
        assert visitor.reruns(ClientState())


def test_browser_learns_nothing_of_the_machine(server: Attacked) -> None:
    with intruding(server.address) as intruder:
        for page in ("", "coverage", "apply", "correct", "review", "about", "made-up"):
            intruder.opens(page)
        opened = next(each.new_session for each in intruder.heard if each.HasField("new_session"))

        assert opened.main_script_path == "dashboard.py"
        assert not opened.initialize.user_info.installation_id
        assert not opened.initialize.environment_info.python_version
        assert str(ROOT) not in intruder.text()
        assert str(server.folder) not in intruder.text()
