"""The rows of applications and decisions; the turn of the log is the caller's wherever one is kept or changed."""

from collections.abc import Collection, Sequence

from affiliates.applications.batches import Batch
from affiliates.applications.decisions import Decision, Verdict
from affiliates.applications.model import Application
from affiliates.storage.postgres.connection.database import Transaction
from affiliates.storage.postgres.rows.texts import as_key, compressed, decompressed, from_json, to_json


def keep_application(transaction: Transaction, number: int, application: Application, *, in_overflow: bool) -> None:
    """Keeps an application under a number."""
    transaction.execute(
        "INSERT INTO affiliates.applications (number, form_id, reference, in_overflow, content) "
        "VALUES (%s, %s, %s, %s, %s)",
        number,
        as_key(application.form_id),
        as_key(application.reference),
        in_overflow,
        to_json(application),
    )


def sent_before(transaction: Transaction, form_id: str) -> Application | None:
    """What a form sent before, wherever it is."""
    query = "SELECT content FROM affiliates.applications WHERE form_id = %s"
    found = transaction.execute(query, as_key(form_id)).fetchone()
    return from_json(Application, found[0]) if found else None


def keep_decision(transaction: Transaction, number: int, decision: Decision) -> None:
    """Keeps a decision under a number."""
    transaction.execute(
        "INSERT INTO affiliates.decisions (number, decision_id, application, content) VALUES (%s, %s, %s, %s)",
        number,
        as_key(decision.decision_id),
        as_key(decision.application),
        to_json(decision),
    )


def are_recorded(transaction: Transaction, decisions: Sequence[Decision]) -> bool:
    """Whether decisions that are kept together are."""
    query = "SELECT content FROM affiliates.decisions WHERE decision_id = %s"
    rows = transaction.execute(query, as_key(decisions[0].decision_id)).fetchall() if decisions else []
    return any(from_json(Decision, content) == decisions[0] for (content,) in rows)


def keep_batch(transaction: Transaction, decision_id: str, batch: Batch) -> None:
    """Keeps what a decision changes in many entries."""
    transaction.execute(
        "INSERT INTO affiliates.batches (decision_id, content) VALUES (%s, %s)",
        as_key(decision_id),
        compressed(to_json(batch).encode()),
    )


def read_batch(transaction: Transaction, decision_id: str) -> Batch | None:
    """What a decision changed in many entries, None where it is no such decision."""
    query = "SELECT content FROM affiliates.batches WHERE decision_id = %s"
    found = transaction.execute(query, as_key(decision_id)).fetchone()
    return from_json(Batch, decompressed(found[0]).decode()) if found else None


def erase_contents(transaction: Transaction, erased: Collection[str]) -> None:
    """Replaces some applications by what is left without their contents, and empties the notes on them."""
    references = [as_key(each) for each in erased]
    applications = transaction.execute(
        "SELECT number, content FROM affiliates.applications WHERE reference = ANY(%s)", references
    ).fetchall()
    for number, content in applications:
        left = from_json(Application, content).without_personal_data()
        transaction.execute("UPDATE affiliates.applications SET content = %s WHERE number = %s", to_json(left), number)
    decisions = transaction.execute(
        "SELECT number, content FROM affiliates.decisions WHERE application = ANY(%s)", references
    ).fetchall()
    for number, content in decisions:
        decision = from_json(Decision, content)
        if decision.note and decision.verdict is not Verdict.ERASE:
            left_of_it = decision.model_copy(update={"note": ""})
            transaction.execute(
                "UPDATE affiliates.decisions SET content = %s WHERE number = %s", to_json(left_of_it), number
            )
