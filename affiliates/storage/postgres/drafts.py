"""Lists that reviewers are bringing in, a row for each."""

from datetime import datetime

from affiliates.errors import Conflict, DecisionConflictError
from affiliates.storage.contract.drafts import ListDraft
from affiliates.storage.postgres.connection.database import Database, Transaction
from affiliates.storage.postgres.rows.texts import as_key, compressed, decompressed, from_json, to_json


class PostgresDrafts:
    """The drafts in a database."""

    def __init__(self, database: Database) -> None:
        """Reads nothing yet."""
        self._database = database

    def draft(self, reviewer: str) -> ListDraft | None:
        """A reviewer's list, None where there is none."""
        query = "SELECT content FROM affiliates.drafts WHERE reviewer = %s"
        found = self._database.read(lambda transaction: transaction.execute(query, as_key(reviewer)).fetchone())
        return from_json(ListDraft, found[0]) if found else None

    def content(self, draft: ListDraft) -> bytes:
        """The file of a list as it was uploaded."""
        query = "SELECT list FROM affiliates.drafts WHERE reviewer = %s AND id = %s"
        keys = as_key(draft.reviewer), as_key(draft.id)
        found = self._database.read(lambda transaction: transaction.execute(query, *keys).fetchone())
        return decompressed(found[0]) if found else b""

    def begin(self, draft: ListDraft, content: bytes) -> None:
        """Keeps a list with its file, in place of the reviewer's earlier one."""
        kept = compressed(content)
        self._database.write(lambda transaction: keep_draft(transaction, draft, kept))

    def save(self, draft: ListDraft) -> None:
        """Keeps a later state of a list."""

        def keep(transaction: Transaction) -> None:
            changed = transaction.execute(
                "UPDATE affiliates.drafts SET content = %s WHERE reviewer = %s AND id = %s",
                to_json(draft),
                as_key(draft.reviewer),
                as_key(draft.id),
            )
            if not changed.rowcount:
                raise DecisionConflictError(Conflict.OTHER_LIST)

        self._database.write(keep)

    def remove(self, reviewer: str) -> None:
        """Removes a reviewer's list with its file."""
        self._database.write(
            lambda transaction: transaction.execute(
                "DELETE FROM affiliates.drafts WHERE reviewer = %s", as_key(reviewer)
            )
        )

    def prune(self, before: datetime) -> int:
        """Removes the lists that nobody has changed since a moment."""

        def remove(transaction: Transaction) -> int:
            rows = transaction.execute("SELECT reviewer, content FROM affiliates.drafts FOR UPDATE").fetchall()
            old = [reviewer for reviewer, content in rows if from_json(ListDraft, content).changed_at < before]
            transaction.execute("DELETE FROM affiliates.drafts WHERE reviewer = ANY(%s)", old)
            return len(old)

        return self._database.write(remove)


def keep_draft(transaction: Transaction, draft: ListDraft, content: bytes) -> None:
    """Keeps a list with its compressed file, in place of the reviewer's earlier one."""
    transaction.execute(
        "INSERT INTO affiliates.drafts (reviewer, id, content, list) VALUES (%s, %s, %s, %s) "
        "ON CONFLICT (reviewer) DO UPDATE SET id = excluded.id, content = excluded.content, list = excluded.list",
        as_key(draft.reviewer),
        as_key(draft.id),
        to_json(draft),
        content,
    )
