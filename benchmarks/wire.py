"""Counts what crosses the wire between a browser and an app, compressed as it is there."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass
class Wire:
    """A way to an app through ``address``: bytes that the app sent through it so far, over its WebSocket and in all."""

    address: str = ""
    total: int = 0
    socket: int = 0


@contextmanager
def wire_to(app: str) -> Iterator[Wire]:
    """Passes everything on between a free port of the loopback interface and the app at an address there."""
    wire = Wire()
    target = urlsplit(app)
    with socket.create_server(("127.0.0.1", 0)) as door:
        wire.address = f"http://127.0.0.1:{door.getsockname()[1]}"
        threading.Thread(target=_receive, args=(door, (target.hostname, target.port), wire), daemon=True).start()
        yield wire


def _receive(door: socket.socket, target: tuple[str, int], wire: Wire) -> None:
    with suppress(OSError):  # the door was closed
        while True:
            browser, _ = door.accept()
            threading.Thread(target=_pass_on, args=(browser, target, wire), daemon=True).start()


def _pass_on(browser: socket.socket, target: tuple[str, int], wire: Wire) -> None:
    with suppress(OSError), browser, socket.create_connection(target) as app:
        asked = browser.recv(65536)
        app.sendall(asked)
        is_socket = b"/_stcore/stream" in asked.partition(b"\r\n")[0]
        threading.Thread(target=_answer, args=(app, browser, wire, is_socket), daemon=True).start()
        while asked := browser.recv(65536):
            app.sendall(asked)


def _answer(app: socket.socket, browser: socket.socket, wire: Wire, is_socket: bool) -> None:
    with suppress(OSError):
        while sent := app.recv(65536):
            wire.total += len(sent)
            wire.socket += len(sent) if is_socket else 0
            browser.sendall(sent)
        browser.shutdown(socket.SHUT_WR)
