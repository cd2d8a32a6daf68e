"""What whoever runs the app does from the command line to reviewers and to what is kept."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from affiliates.review.service import PRUNED_STATES, applications_to_prune, erase_applications
from affiliates.review.sign_in import add_reviewer, known_reviewer
from affiliates.storage.files.reviewers import FileReviewerStore
from affiliates.storage.files.store import FileStore

BY = "command line"
# Declined applications are erased after this many days.
KEPT_DAYS = 180


def reviewer_command(folder: Path, action: str, name: str) -> str:
    """Adds, removes or lists reviewers; returns what to say."""
    files = FileReviewerStore(folder)
    if action == "add":
        return (
            f"Passphrase of {name}: {add_reviewer(files, name)}\nTell it to {name} and nobody else. It is not kept and "
            "cannot be shown again; add the reviewer anew to make another."
        )
    if action == "remove":
        files.set_passphrase_hash(known_reviewer(files, name), None)
        return f"{name} is no reviewer any more."
    return "\n".join(files.passphrase_hashes()) or "There is no reviewer yet: python -m affiliates reviewer add NAME"


def erase_command(folder: Path, reference: str) -> str:
    """Erases one application on request of whoever sent it."""
    erase_applications(FileStore(folder), [reference], reviewer=BY, note="on request")
    return f"{reference} is erased. The log keeps that it happened."


def prune_command(folder: Path, days: int) -> str:
    """Erases every application that was declined, or is held as junk since, more than ``days`` days ago."""
    store = FileStore(folder)
    old = applications_to_prune(store.applications(), store.decisions(), datetime.now(UTC) - timedelta(days=days))
    erase_applications(store, old, reviewer=BY, note=f"after {days} days", still=PRUNED_STATES)
    return f"Erased because they were declined, or held as junk, more than {days} days ago: {len(old)}"
