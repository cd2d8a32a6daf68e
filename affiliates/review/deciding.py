"""Recording one decision: refused where somebody decided or changed something first."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial

from affiliates.applications.decisions import Decision, Verdict
from affiliates.review.preconditions import require_unchanged
from affiliates.review.retention import new_decision_id
from affiliates.storage.contract.store import Store


def record(
    store: Store,
    reviewer: str,
    verdict: Verdict,
    expected_decision_id: str,
    *,
    application: str = "",
    group_id: str = "",
    organization_id: str = "",
    note: str = "",
    undoes: str = "",
    before: Mapping[str, str] | None = None,
    after: Mapping[str, str] | None = None,
) -> Decision:
    """Records a decision together with what it changes, and returns it.

    ``expected_decision_id`` is the id of the last decision on the same thing that the reviewer saw. Raises
    ``DecisionConflictError``, ``TransitionError`` and ``StoreError`` as the actions do.
    """
    decision = Decision(
        decision_id=new_decision_id(),
        decided_at=datetime.now(UTC),
        reviewer=reviewer,
        verdict=verdict,
        application=application,
        group_id=group_id,
        organization_id=organization_id,
        note=note.strip(),
        undoes=undoes,
        before=dict(before) if before else None,
        after=dict(after) if after else None,
    )
    store.record_decision(decision, partial(require_unchanged, decision, expected_decision_id))
    return decision
