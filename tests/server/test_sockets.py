"""Answers leave at once."""

import logging
import socket

import pytest

from server.sockets import send_at_once


def test_connections_to_a_socket_without_a_named_protocol_send_at_once() -> None:
    """asyncio leaves Nagle's algorithm on for them: each small answer waited 40 ms."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        assert listening.proto == 0

        assert send_at_once() >= 1

        with socket.create_connection(listening.getsockname()):
            accepted, _ = listening.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_sockets_that_do_not_listen_are_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    with socket.socket() as idle, caplog.at_level(logging.WARNING):
        send_at_once()

        assert not idle.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    assert not caplog.records
