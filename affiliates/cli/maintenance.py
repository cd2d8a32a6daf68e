"""What whoever runs the app does from the command line to reviewers and to what is kept."""

from datetime import UTC, datetime, timedelta

from affiliates.review.passphrases import add_reviewer, known_reviewer
from affiliates.review.retention import PRUNED_STATES, applications_to_prune, erase_applications
from affiliates.storage.contract import Store

COMMAND_LINE = "command line"  # who did it, in the log
# Declined applications and spam are erased after this many days.
RETENTION_DAYS = 180


def reviewer_command(store: Store, action: str, name: str) -> str:
    """Adds, removes or lists reviewers; returns what to print."""
    reviewers = store.reviewers
    if action == "add":
        return (
            f"Passphrase of {name}: {add_reviewer(reviewers, name)}\nGive it to {name} and nobody else. It is not kept "
            "and cannot be shown again; to make a new one, add the reviewer again."
        )
    if action == "remove":
        reviewers.set_passphrase_hash(known_reviewer(reviewers, name), None)
        return f"{name} is no longer a reviewer."
    return (
        "\n".join(reviewers.passphrase_hashes()) or "There is no reviewer yet: python -m affiliates reviewer add NAME"
    )


def erase_command(store: Store, reference: str) -> str:
    """Erases one application on request of whoever sent it."""
    erase_applications(store, [reference], reviewer=COMMAND_LINE, note="on request")
    return f"{reference} is erased. The log keeps that it happened."


def prune_command(store: Store, days: int) -> str:
    """Erases every application that was declined, or became spam, more than ``days`` days ago."""
    before = datetime.now(UTC) - timedelta(days=days)
    old = applications_to_prune(store.applications(), store.decisions(), before)
    erase_applications(store, old, reviewer=COMMAND_LINE, note=f"after {days} days", states=PRUNED_STATES)
    return f"Erased because they were declined, or spam, for more than {days} days: {len(old)}"
