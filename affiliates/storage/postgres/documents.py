"""What is kept as one content that is replaced as a whole."""

from collections.abc import Callable
from enum import StrEnum

from affiliates.storage.postgres.connection.database import Transaction
from affiliates.storage.postgres.rows.texts import compressed, decompressed


class Document(StrEnum):
    """The name of a content."""

    ANNOUNCED = "announced"
    LINKS = "links"
    LINK_KEYS = "link_keys"
    KNOWN_GAPS = "known_gaps"


def read_document(transaction: Transaction, name: Document) -> bytes | None:
    """A content, None where it was never kept."""
    found = transaction.execute("SELECT content FROM affiliates.documents WHERE name = %s", name).fetchone()
    return decompressed(found[0]) if found else None


def keep_document(transaction: Transaction, name: Document, content: bytes) -> None:
    """Keeps a content in place of the earlier one."""
    transaction.execute(
        "INSERT INTO affiliates.documents (name, content) VALUES (%s, %s) "
        "ON CONFLICT (name) DO UPDATE SET content = excluded.content",
        name,
        compressed(content),
    )


def change_once(
    transaction: Transaction, name: Document, made: list[bytes], change: Callable[[bytes | None], bytes]
) -> bool:
    """Keeps what ``change`` makes of a content; returns whether it is another one.

    ``made`` gathers what the tries of one change made: where an earlier one was kept after all, nothing happens.
    """
    present = read_document(transaction, name)
    if transaction.may_be_kept and present in made:
        return False
    made.append(change(present))
    if made[-1] == present:
        return False
    keep_document(transaction, name, made[-1])
    return True
