"""Who sends a request: the address that limits count."""

from starlette.datastructures import Headers
from starlette.types import Scope

from affiliates.applications.senders import sender_of, trusted_proxies


def sender_in(scope: Scope) -> str:
    """Where a request, or a WebSocket, comes from, as ``sender_of`` gives it."""
    peer = scope["client"][0] if scope.get("client") else None
    return sender_of(peer, Headers(scope=scope).getlist("x-forwarded-for"), trusted_proxies())
