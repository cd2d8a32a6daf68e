"""Values as JSON that is ASCII only: a text column takes neither NUL nor half of a surrogate pair."""

import json
import zlib
from dataclasses import asdict, is_dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter

from affiliates.errors import StoreError

T = TypeVar("T")


def to_json(value: object) -> str:
    """A model, a dataclass, or a list of them as JSON."""
    return json.dumps(value, default=_plain, separators=(",", ":"))


def from_json(value_type: type[T] | TypeAdapter[T], content: str) -> T:
    """The value again. Raises ``StoreError`` where it is not one that we wrote."""
    adapter = value_type if isinstance(value_type, TypeAdapter) else _adapter(value_type)  # type: ignore[arg-type]
    try:
        return adapter.validate_python(json.loads(content))
    except ValueError:  # its words would hold what was typed
        raise StoreError("A row in the database was changed by hand. Restore it.") from None


def as_key(text: str) -> str:
    """A text as a value to look for: another one for each text."""
    return json.dumps(text)[1:-1]


def from_key(key: str) -> str:
    """The text of a key."""
    return str(json.loads(f'"{key}"'))


def compressed(content: bytes) -> bytes:
    """A content as it is kept."""
    return zlib.compress(content, 6)


def decompressed(content: bytes) -> bytes:
    """The content again. Raises ``StoreError`` where it is damaged."""
    try:
        return zlib.decompress(content)
    except zlib.error:
        raise StoreError("A content in the database is damaged. Restore it.") from None


@cache
def _adapter(value_type: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(value_type)


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, BaseModel):
        return value.model_dump()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(type(value).__name__)
