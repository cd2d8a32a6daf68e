"""The words for reviewers: states, kinds, verdicts, and what stopped an action."""

from affiliates.applications.decisions import Verdict
from affiliates.applications.model import Application, Kind, SpamReason
from affiliates.applications.states import State
from affiliates.content.sign_in_words import sign_in_message
from affiliates.directory.schema import is_ally
from affiliates.errors import (
    AffiliatesError,
    Conflict,
    DecisionConflictError,
    NotAllowedError,
    TransitionError,
)
from affiliates.review.desk.queue import QueueSort

STATE_LABELS = {
    State.WAITING: "Waiting",
    State.NEEDS_INFORMATION: "Waiting for an answer",
    State.APPROVED: "Approved",
    State.DECLINED: "Declined",
    State.HELD: "Held",
    State.SPAM: "Spam",
    State.ERASED: "Erased",
}
KIND_LABELS = {Kind.NEW: "New group", Kind.UPDATE: "Update", Kind.CORRECTION: "Correction"}
_NEW_ALLY = "New ally"
KIND_ICONS = {
    Kind.NEW: ":material/add_circle:",
    Kind.UPDATE: ":material/edit:",
    Kind.CORRECTION: ":material/flag:",
}
SORT_LABELS = {
    QueueSort.OLDEST: "Oldest first",
    QueueSort.NEWEST: "Newest first",
    QueueSort.NAME: "By name",
    QueueSort.REGION: "By place",
}
VERDICT_LABELS = {
    Verdict.APPROVE: "Approved",
    Verdict.MERGE: "Merged into a listed group",
    Verdict.ASK: "Asked for more information",
    Verdict.DECLINE: "Declined",
    Verdict.RESOLVE: "Closed without a change",
    Verdict.MARK_AS_SPAM: "Marked as spam",
    Verdict.RELEASE: "Put with the others",
    Verdict.ERASE: "Erased",
    Verdict.UNDO: "Undone",
    Verdict.EDIT: "Edited",
    Verdict.PAUSE: "Paused",
    Verdict.CLOSE: "Marked as inactive",
    Verdict.REOPEN: "Made active again",
    Verdict.VERIFY: "Verified",
    Verdict.ADD: "Added",
    Verdict.REMOVE: "Removed",
    Verdict.PUBLISH_AGAIN: "Published again",
    Verdict.ACCEPT_FILE: "Left as the file says",
    Verdict.IMPORT: "Imported from a list",
    Verdict.WRITE_AGAIN: "Letters begun again, as the group asked,",
}
SPAM_LABELS = {
    SpamReason.HONEYPOT: "a field was filled in that people do not see.",
    SpamReason.TOO_FAST: "it was sent faster than a person can fill in the form.",
    SpamReason.MANY_FROM_ONE_BROWSER: "the same browser sent several others within an hour. It may well be genuine.",
    SpamReason.MANY_FROM_ONE_ADDRESS: "many others came from the same address. It may well be genuine.",
    SpamReason.MANY_AT_ONCE: "many others arrived within the same hour. It may well be genuine.",
}
_CONFLICT_MESSAGES = {
    Conflict.ENTRY_CHANGED: "The entry has changed since you opened it. Please look at it again.",
    Conflict.ID_TAKEN: "Another group has just taken this id. Please try again.",
    Conflict.STATE_CHANGED: "Another reviewer decided on one of them in the meantime, so nothing was changed. "
    "Please try again.",
    Conflict.OTHER_LIST: "You have opened another list in the meantime, or removed this one. Nothing was changed.",
    Conflict.LISTED_MEANWHILE: "Another application for this group was published in the meantime, so this one can only "
    "change that entry. Please look at it again.",
}


def kind_label(application: Application) -> str:
    """What an application asks for; that a new entry would be an ally's."""
    is_new_ally = application.kind is Kind.NEW and is_ally(application.proposal)
    return _NEW_ALLY if is_new_ally else KIND_LABELS[application.kind]


def error_message(error: AffiliatesError) -> str:
    """What stopped an action, in words for the reviewer."""
    if isinstance(error, DecisionConflictError):
        return _conflict_message(error)
    if isinstance(error, NotAllowedError):
        return sign_in_message(error)
    if isinstance(error, TransitionError):
        return "This is not possible in its present state. Please look at it again."
    return str(error)


def _conflict_message(error: DecisionConflictError) -> str:
    if error.reason is not Conflict.DECIDED or error.at is None:
        return _CONFLICT_MESSAGES.get(error.reason, _CONFLICT_MESSAGES[Conflict.ENTRY_CHANGED])
    verdict = VERDICT_LABELS[Verdict(error.verdict)].lower()
    when = f"{error.at:%H:%M} UTC on {error.at:%B} {error.at.day}"
    return f"{error.reviewer} was faster ({verdict}, {when}). Your decision was not saved."
