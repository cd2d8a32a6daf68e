"""What one visitor may ask of the server; tests/attack/ asks for more than that."""

import asyncio
import logging
import resource
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from affiliates.applications.senders import TRUSTED_PROXIES
from server.limits import messages
from server.limits.log_lines import MAX_LENGTH, MAX_TRACEBACK, ShortLogRecord
from server.limits.messages import ClientMessages
from server.limits.open_files import allow_many_connections
from server.limits.redaction import redact_internals
from server.limits.token_bucket import TokenBucket
from server.settings import OPEN_METRICS
from tests.loops import run_in_thread
from tests.server.made_up_site import serving

HEARTBEAT = {"type": "websocket.receive", "bytes": BackMsg(app_heartbeat=True).SerializeToString()}


def test_pace_is_so_many_at_once_and_then_so_many_a_second() -> None:
    now = [100.0]
    pace = TokenBucket(3, 2.0, clock=lambda: now[0])

    assert [pace.take() for _ in range(5)] == [0, 0, 0, 0.5, 1.0]
    now[0] += 1.5
    assert pace.take() == 0
    now[0] += 1000
    assert [pace.take() for _ in range(4)] == [0, 0, 0, 0.5]


def heard_by_app(clients: ClientMessages, sender: str, sent: list[Message]) -> int:
    """How many messages reach the app of what a client sends; the connection is closed after the last."""
    queue = [*sent, {"type": "websocket.disconnect", "code": 1000}]

    async def receive() -> Message:
        return queue.pop(0)

    async def send(_message: Message) -> None:
        return None

    heard: list[Message] = []

    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        while (message := await receive())["type"] == "websocket.receive":
            heard.append(message)

    clients.app = app
    headers = [(b"x-forwarded-for", sender.encode())] if sender else []
    scope = {"type": "websocket", "client": ("127.0.0.1", 5), "headers": headers}
    run_in_thread(clients(scope, receive, send))
    return len(heard)


@pytest.mark.parametrize(
    ("trusted", "senders", "waits"),
    [
        ("127.0.0.1", ["192.0.2.1", "192.0.2.1"], True),
        ("127.0.0.1", ["192.0.2.1", "192.0.2.2"], False),
        ("127.0.0.1", ["2001:db8::1", "2001:db8::2"], True),  # one household
        ("", ["192.0.2.1", "192.0.2.1"], False),  # a proxy that nobody named: behind it may be anyone
        ("", ["", ""], False),
    ],
)
def test_connections_from_one_address_share_a_pace_and_keep_no_other_waiting(
    monkeypatch: pytest.MonkeyPatch, trusted: str, senders: list[str], waits: bool
) -> None:
    monkeypatch.setenv(TRUSTED_PROXIES, trusted)
    monkeypatch.setattr(messages, "_ADDRESS_BURST", 10)
    waited: list[float] = []

    async def note(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", note)
    clients = ClientMessages(lambda *_: None)  # type: ignore[arg-type]

    assert [heard_by_app(clients, sender, [HEARTBEAT] * 8) for sender in senders] == [8, 8]
    assert bool(waited) == waits


def test_figures_are_told_where_the_operator_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(folder) as client:
        assert client.get("/_stcore/metrics").status_code == 403
    monkeypatch.setenv(OPEN_METRICS, "1")
    with serving(folder) as client:
        assert client.get("/_stcore/metrics").status_code == 200
        assert client.get("/_stcore/agent/openapi.json").status_code == 403


def test_as_many_files_may_be_open_as_the_machine_allows() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 512), hard))
    try:
        allowed = allow_many_connections()

        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (allowed, hard)
        assert allow_many_connections() == allowed
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def record(message: str, *values: object, error: BaseException | None = None) -> str:
    exc_info = (type(error), error, None) if error else None
    made = ShortLogRecord("made-up", logging.ERROR, "file.py", 1, message, values, exc_info)
    return logging.Formatter("%(levelname)s %(message)s").format(made)


@pytest.mark.parametrize("text", ["x\nERROR forged", "x\r\nERROR forged", "\x1b[2Jx", "x\u2028ERROR forged", "\x9bx"])
def test_no_value_begins_a_line_of_the_log(text: str) -> None:
    for line in record("typed: %s", text, error=ValueError(text)).splitlines()[1:]:
        assert line.startswith("  ")
    assert record("typed: %s", text).isprintable()


def test_no_line_of_the_log_is_long_and_the_end_of_a_traceback_stays() -> None:
    line = record("%s" * 50, *["x" * 10**6] * 50, error=ValueError("y" * 10**6 + " at the end"))

    assert len(line) < MAX_LENGTH + MAX_TRACEBACK + 200
    assert line.endswith(" at the end")
    assert record("%d of %s", 3, "many") == "ERROR 3 of many"


def test_error_of_compiling_tells_no_browser_where_the_app_is() -> None:
    message = ForwardMsg()
    error = message.session_event.script_compilation_exception
    error.type, error.message = "SyntaxError", "invalid syntax"
    error.stack_trace.append('File "/made/up/folder/dashboard.py", line 1')

    told = ForwardMsg()
    told.ParseFromString(redact_internals(message.SerializeToString()))
    assert told.WhichOneof("type") == "session_event"
    assert told.session_event.HasField("script_compilation_exception")  # that it failed
    assert not told.session_event.script_compilation_exception.ListFields()  # and nothing of where


def test_other_messages_pass_as_they_are() -> None:
    message = ForwardMsg()
    message.delta.new_element.text.body = "Our notes are in minutes.py"

    assert redact_internals(message.SerializeToString()) == message.SerializeToString()
