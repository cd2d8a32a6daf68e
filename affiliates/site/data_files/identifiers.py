"""Names for things that other programs keep: the same in every file, on every host, for ever."""

from uuid import UUID, uuid5

# Made once, at random. Another value would make every group, service and change look new to those who copy them.
_NAMESPACE = UUID("5a277728-eebd-4e68-8ccb-8645a8429e86")


def stable_uuid(kind: str, *parts: str) -> str:
    """The UUID of a thing: its kind, and what tells it from others of its kind."""
    return str(uuid5(_NAMESPACE, "/".join((kind, *parts))))
