"""Somebody without a browser: speaks Streamlit's own protocol, and may say what no browser would."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

TIMEOUT = 120.0  # seconds, on a machine that is busy with other tests; whoever gets no answer within them fails
# What a field of each kind sends.
_VALUES = {
    "checkbox": "bool_value",
    "text_input": "string_value",
    "text_area": "string_value",
    "radio": "string_value",
    "multiselect": "string_array_value",
}
_FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class Intruder:
    """One connection. ``heard`` is every message that came, ``session`` the id of the session."""

    def __init__(self, socket: ClientConnection) -> None:
        """Says nothing yet."""
        self.socket = socket
        self.heard: list[ForwardMsg] = []
        self.session, self.page, self.query = "", "", ""

    def sends(self, message: BackMsg) -> None:
        """Sends a message and waits for nothing."""
        self.socket.send(message.SerializeToString())

    def opens(self, path: str = "", query: str = "") -> list[ForwardMsg]:
        """Opens a page ("review", or the first one) and returns what was drawn."""
        self.query = query
        return self.reruns(ClientState(page_name=path))

    def reruns(self, state: ClientState) -> list[ForwardMsg]:
        """Runs the page, or the fragment that ``state`` names, and returns what came until the run was over."""
        state.query_string = state.query_string or self.query
        state.page_script_hash = state.page_script_hash or self.page
        self.sends(BackMsg(rerun_script=state))
        return self.hears_end_of_run()

    def uses(self, label: str, **values: Any) -> list[ForwardMsg]:
        """Presses the button with a label, after typing, choosing or ticking what ``values`` say by the labels of the
        fields.

        What else the page asks for stays as it was drawn.
        """
        state = ClientState()
        for name, value in values.items():
            kind, field = self.widget(name)
            state.widget_states.widgets.add(id=field.id, **{_VALUES[kind]: value})
        button = self.widget(label)[1]
        state.widget_states.widgets.add(id=button.id, trigger_value=True)
        state.fragment_id = self.fragment_of(button.id)
        return self.reruns(state)

    def opens_box(self, label: str) -> list[ForwardMsg]:
        """Opens a box whose content is drawn only then."""
        boxes = [
            message.delta.add_block.popover for message in self.heard if message.delta.add_block.HasField("popover")
        ]
        state = ClientState()
        state.widget_states.widgets.add(id=next(box.id for box in boxes if box.label == label), bool_value=True)
        return self.reruns(state)

    def asks_for_file(self, label: str) -> None:
        """Presses the button of a download that is made at the click; ``backend_operation_response`` answers."""
        request = BackMsg()
        request.backend_operation_request.request_id = label
        request.backend_operation_request.session_id = self.session
        request.backend_operation_request.deferred_file.file_id = self.widget(label)[1].deferred_file_id
        self.sends(request)

    def widget(self, label: str) -> tuple[str, Any]:
        """The kind of the element that was drawn last with a label, and the element."""
        for message in reversed(self.heard):
            kind = message.delta.new_element.WhichOneof("type") or ""
            element = getattr(message.delta.new_element, kind, None)
            if getattr(element, "label", None) == label and getattr(element, "id", ""):
                return kind, element
        raise AssertionError(f"nothing is called {label}")

    def fragment_of(self, widget_id: str) -> str:
        """The fragment that a use of a widget runs again, empty where that is the whole page."""
        for message in reversed(self.heard):
            kind = message.delta.new_element.WhichOneof("type") or ""
            if getattr(getattr(message.delta.new_element, kind, None), "id", "") == widget_id:
                return message.delta.fragment_id
        return ""

    def hears(self, kind: str) -> ForwardMsg:
        """The next message of a kind."""
        while (message := self._receive()).WhichOneof("type") != kind:
            pass
        return message

    def hears_end_of_run(self) -> list[ForwardMsg]:
        """Everything until the end of a run."""
        before = len(self.heard)
        while self.hears("script_finished").script_finished not in _FINISHED:
            pass
        return self.heard[before:]

    def hears_words(self, words: str) -> None:
        """Waits until something that came holds these words, whenever it came."""
        while words not in self.text():
            self._receive()

    def closing_code(self) -> int:
        """The code with which the server closes the connection; fails where it stays open."""
        with suppress(ConnectionClosed):
            while True:
                self._receive()
        assert self.socket.close_code is not None
        return self.socket.close_code

    def text(self) -> str:
        """Every word that came, so that a test can look for one that must not."""
        return "\n".join(map(str, self.heard))

    def _receive(self) -> ForwardMsg:
        data = self.socket.recv(timeout=TIMEOUT)
        assert isinstance(data, bytes)
        message = ForwardMsg()
        message.ParseFromString(data)
        self.heard.append(message)
        match message.WhichOneof("type"):
            case "new_session":
                self.session = message.new_session.initialize.session_id
            case "navigation":
                self.page = message.navigation.page_script_hash
        return message


def said_in(messages: list[ForwardMsg]) -> list[tuple[str, str]]:
    """What was drawn to be read: how it is read ("markdown", "text", "heading", "alert"), and its words."""
    drawn = [message.delta.new_element for message in messages]
    named = [(kind, getattr(element, kind)) for element in drawn if (kind := element.WhichOneof("type"))]
    return [(kind, element.body) for kind, element in named if hasattr(element, "body")]


@contextmanager
def intruding(address: str, *, session: str = "", headers: dict[str, str] | None = None) -> Iterator[Intruder]:
    """A connection to a server; ``session`` is the id of a session to take up, ``headers`` go with the request."""
    protocols = [Subprotocol("streamlit")]
    if session:
        protocols += [Subprotocol("no-token"), Subprotocol(session)]
    with connect(
        f"ws://{urlsplit(address).netloc}/_stcore/stream",
        subprotocols=protocols,
        additional_headers=headers,
        max_size=None,
        open_timeout=TIMEOUT,
        ping_interval=None,  # who does not listen for a while stays, as a browser does
        close_timeout=1,
    ) as socket:
        yield Intruder(socket)
