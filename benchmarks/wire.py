"""Counts the bytes between a browser and an app, as compressed on the wire."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass
class Wire:
    """A proxy at ``address``, and the bytes an app has sent through it: ``socket`` by WebSocket, ``total`` in all."""

    address: str = ""
    total: int = 0
    socket: int = 0


@contextmanager
def wire_to(app: str) -> Iterator[Wire]:
    """Forwards everything between a free port of the loopback interface and the app at an address there."""
    wire = Wire()
    target = urlsplit(app)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        wire.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        threading.Thread(target=_receive, args=(listener, (target.hostname, target.port), wire), daemon=True).start()
        yield wire


def _receive(listener: socket.socket, target: tuple[str, int], wire: Wire) -> None:
    with suppress(OSError):  # the listener was closed
        while True:
            browser, _ = listener.accept()
            threading.Thread(target=_forward, args=(browser, target, wire), daemon=True).start()


def _forward(browser: socket.socket, target: tuple[str, int], wire: Wire) -> None:
    with suppress(OSError), browser, socket.create_connection(target) as app:
        request = browser.recv(65536)
        app.sendall(request)
        is_socket = b"/_stcore/stream" in request.partition(b"\r\n")[0]
        threading.Thread(target=_return, args=(app, browser, wire, is_socket), daemon=True).start()
        while request := browser.recv(65536):
            app.sendall(request)


def _return(app: socket.socket, browser: socket.socket, wire: Wire, is_socket: bool) -> None:
    with suppress(OSError):
        while sent := app.recv(65536):
            wire.total += len(sent)
            wire.socket += len(sent) if is_socket else 0
            browser.sendall(sent)
        browser.shutdown(socket.SHUT_WR)
