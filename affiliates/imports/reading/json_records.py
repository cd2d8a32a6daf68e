"""Reads lists of records in JSON, as Airtable and other programs give them out, and GeoJSON."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from affiliates.errors import SourceUnreadableError
from affiliates.imports.reading.sheet import Sheet, collect_rows

# Parts of a record whose own parts are columns, without the name of the part before them.
_WRAPPERS = {"fields", "properties"}
_LATITUDE, _LONGITUDE = "latitude", "longitude"


def read_json(name: str, content: bytes) -> Sheet:
    """The records in a JSON text, a column for each name that occurs; parts of parts are named ``address.city``."""
    try:
        records = _records(json.loads(content.decode("utf-8-sig")))
        flat = [dict(_flattened(each)) for each in records]
    except RecursionError:
        raise SourceUnreadableError("The JSON is nested too deeply for a list of records.") from None
    except ValueError as error:
        raise SourceUnreadableError(f"The file is not valid JSON ({error}).") from None
    columns = list(dict.fromkeys(column for record in flat for column in record))
    rows = ([record.get(column, "") for column in columns] for record in flat)
    return Sheet(name, collect_rows([columns, *rows]))


def _records(value: Any) -> list[dict[str, Any]]:
    """The longest list of records in a JSON value: itself, or one of its parts."""
    lists = [value] if isinstance(value, list) else [*value.values()] if isinstance(value, dict) else []
    found = [each for each in lists if isinstance(each, list) and each and all(isinstance(one, dict) for one in each)]
    if not found:
        raise SourceUnreadableError("The JSON holds no list of records, such as [{…}, {…}].")
    return max(found, key=len)


def _flattened(record: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in record.items():
        if name == "geometry" and not prefix:
            yield from _point(value)
        elif (name, value) == ("type", "Feature"):
            continue
        elif isinstance(value, dict):
            yield from _flattened(value, prefix if name in _WRAPPERS else f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", _text(value)


def _point(geometry: Any) -> Iterator[tuple[str, str]]:
    """The longitude and latitude of a point; other shapes have none."""
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        position = geometry.get("coordinates")
        if isinstance(position, list) and len(position) >= 2:  # RFC 7946: longitude first
            yield _LONGITUDE, _text(position[0])
            yield _LATITUDE, _text(position[1])


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(_text(each) for each in value)
    return value.strip() if isinstance(value, str) else json.dumps(value)
