"""What a list of entries is after a decision: the same bytes, but for the rows that it changes."""

from collections.abc import Sequence

from affiliates.applications.batches import EntryChange
from affiliates.directory import records
from affiliates.errors import Conflict, DecisionConflictError, DirectoryUnreadableError, StoreError
from affiliates.storage.entries.content import decode_list, encode_list, require_readable
from affiliates.storage.entries.entries_csv import read_entries, replace_entries


def with_entry(
    source: str, present: bytes, entry_id: str, values: dict[str, str] | None, columns: Sequence[str]
) -> bytes:
    """The list with these values for one entry (None: without it). ``source`` names the list in errors.

    Raises ``StoreError`` where the list cannot be read, or could not be read afterwards.
    """
    text = replace_entries(_text(source, present), {entry_id: values}, columns)
    return _readable_again(source, present, text)


def with_changes(
    source: str, present: bytes, changes: Sequence[EntryChange], columns: Sequence[str], *, is_begun: bool = False
) -> bytes:
    """The same for many entries, where each of them is still what it was before.

    Raises ``DecisionConflictError`` where one is another, unless they are ``is_begun`` already: then it has changed
    already, or somebody has changed it since, and it stays. Raises ``StoreError`` as above.
    """
    text = _text(source, present)
    entries = read_entries(text, columns)
    as_before = [each for each in changes if entries.get(each.group_id) == each.before]
    if len(as_before) < len(changes) and not is_begun:
        raise DecisionConflictError(Conflict.ENTRY_CHANGED)
    added = sum(each.before is None for each in as_before)
    if not is_begun and len(entries) + added >= records.MAX_ROWS > len(entries):  # the header is a row too
        raise StoreError(f"{source}: it would have more than {records.MAX_ROWS:,} rows. Nothing was saved.")
    changed = replace_entries(text, {each.group_id: each.after for each in as_before}, columns)
    return _readable_again(source, present, changed)


def _text(source: str, present: bytes) -> str:
    try:
        return decode_list(source, present)
    except DirectoryUnreadableError as error:
        raise StoreError(str(error)) from None


def _readable_again(source: str, present: bytes, text: str) -> bytes:
    content = encode_list(text, like=present)
    try:
        if len(content) > len(present):
            require_readable(source, content)
    except DirectoryUnreadableError:
        raise StoreError(f"{source}: it would be too large to be read again. Nothing was saved.") from None
    return content
