"""Every error of this package, as one tree.

``code`` names the kind of error for programs. ``str(error)`` is an English sentence for the log and the command line:
it says what is wrong and what to do. Words for everybody else stand where they are shown, by ``code`` or ``reason``.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar


class AffiliatesError(Exception):
    """Anything that stops us from answering."""

    code: ClassVar[str] = "error"


class DirectoryUnreadableError(AffiliatesError):
    """The directory as a whole cannot be read: missing, no permission, no table inside."""

    code = "directory_unreadable"


class DirectoryAwayError(DirectoryUnreadableError):
    """Nobody can say how the directory stands: what keeps it is away, and may be back in a moment."""


class DayUnknownError(AffiliatesError):
    """What the directory held on a day is not known; the message says from when on it is."""

    code = "day_unknown"


class RowsSetAsideError(AffiliatesError):
    """Rows of the directory cannot be shown, and a command was told to be strict about that."""

    code = "rows_set_aside"


class PostalCodeProblem(StrEnum):
    """Why a postal code leads to no region."""

    TOO_SHORT = "too_short"
    NOT_A_CODE = "not_a_code"
    MILITARY = "military"
    OTHER_NATION = "other_nation"
    UNKNOWN = "unknown"


class PostalCodeError(AffiliatesError):
    """A postal code that leads to no region.

    ``reason`` says why; ``values`` holds the ``nation`` (ISO 3166-1) of an address in another one. Neither holds what
    the visitor typed, so the message may be logged.
    """

    code = "postal_code"

    def __init__(self, reason: PostalCodeProblem, **values: str) -> None:
        """An error for a reason, with the values that its message needs."""
        super().__init__(f"The postal code leads to no region ({reason}).")
        self.reason, self.values = reason, values


class LinkError(AffiliatesError):
    """An address that cannot be a link; ``mistake`` (a ``Mistake``) says why."""

    code = "link"

    def __init__(self, mistake: Any) -> None:
        """Carries the mistake, with its words as the message."""
        super().__init__(str(mistake))
        self.mistake = mistake


class NoLinkAnsweredError(AffiliatesError):
    """Not one of the links that were looked at answered: the fault is more likely ours than theirs."""

    code = "no_link_answered"


class NoPopulationError(AffiliatesError):
    """A share was requested where no population is known."""

    code = "no_population"


class StoreError(AffiliatesError):
    """Nothing was saved (but see the two kinds that say otherwise), and nothing that was saved before is lost; the
    message is for whoever runs the app."""

    code = "store"


class StoreBusyError(StoreError):
    """Somebody else has been writing for too long, or what keeps everything is away; a second try may work."""

    code = "store_busy"


class StoreUnsureError(StoreError):
    """The answer was lost: it is saved, or not. To send the same again is safe; whoever decides looks first."""

    code = "store_unsure"


class StorePendingError(StoreError):
    """The decision is saved, but not yet carried out; the next writer, or the next start of the app, does that."""

    code = "store_pending"


class OtherUserError(AffiliatesError):
    """A command would write as another user than the one whom the data belongs to; the message names both."""

    code = "other_user"


class Conflict(StrEnum):
    """What happened between opening something and deciding on it."""

    DECIDED = "decided"
    ENTRY_CHANGED = "entry_changed"
    ID_TAKEN = "id_taken"
    STATE_CHANGED = "state_changed"
    LISTED_MEANWHILE = "listed_meanwhile"
    OTHER_LIST = "other_list"


class DecisionConflictError(AffiliatesError):
    """Somebody decided or changed something first; nothing was saved.

    For ``DECIDED``, ``reviewer``, ``verdict`` (a value of ``Verdict``) and ``at`` (UTC) tell who did what, and when.
    """

    code = "decision_conflict"

    def __init__(self, reason: Conflict, *, reviewer: str = "", verdict: str = "", at: datetime | None = None) -> None:
        """Names what happened first."""
        super().__init__(f"Something changed first ({reason}): nothing was saved. Look at it again.")
        self.reason, self.reviewer, self.verdict, self.at = reason, reviewer, verdict, at


class TransitionError(AffiliatesError):
    """An application in this state, or of this kind, does not allow this decision."""

    code = "transition"

    def __init__(self, verdict: str, state: str) -> None:
        """Names the decision and the state of the application."""
        super().__init__(f"An application that is “{state}” does not allow the decision “{verdict}”.")
        self.verdict, self.state = verdict, state


class UnknownApplicationError(AffiliatesError):
    """No application has this reference number."""

    code = "unknown_application"

    def __init__(self, reference: str) -> None:
        """Names the reference."""
        super().__init__(f"There is no application {reference}.")
        self.reference = reference


class InvalidEntryError(AffiliatesError):
    """The values of a group or an organization have mistakes in them: ``mistakes`` by column."""

    code = "invalid_entry"

    def __init__(self, mistakes: Mapping[str, Any]) -> None:
        """Names every mistake at once."""
        super().__init__("; ".join(f"{column} {mistake}" for column, mistake in mistakes.items()))
        self.mistakes = dict(mistakes)


class SignInProblem(StrEnum):
    """Why somebody is not, or no longer, signed in."""

    NOT_SIGNED_IN = "not_signed_in"
    EXPIRED = "expired"
    NOT_A_REVIEWER = "not_a_reviewer"
    CREDENTIAL_CHANGED = "credential_changed"
    WRONG_CREDENTIALS = "wrong_credentials"
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    TOO_MANY_FROM_ADDRESS = "too_many_from_address"
    BUSY = "busy"
    LOGIN_ENDED = "login_ended"
    LOGIN_TOO_OLD = "login_too_old"
    EMAIL_NOT_VERIFIED = "email_not_verified"
    EMAIL_NOT_LISTED = "email_not_listed"


class NotAllowedError(AffiliatesError):
    """Nobody who may do this is signed in; for ``TOO_MANY_ATTEMPTS``, ``seconds`` tells how long to wait."""

    code = "not_allowed"

    def __init__(self, reason: SignInProblem, *, seconds: float = 0) -> None:
        """Names the reason."""
        super().__init__(f"Not signed in ({reason}).")
        self.reason, self.seconds = reason, seconds


class ReviewerNameError(AffiliatesError):
    """A reviewer's name is not one, or nobody's."""

    code = "reviewer_name"


class MailError(AffiliatesError):
    """A mail was not sent; the message says why, without what stood in it.

    ``is_refused``: nobody gets mail at this address. ``may_have_gone``: the server took it perhaps, and did not say so.
    ``is_of_letter``: it does not take this mail, or none for its receiver, and may well take others."""

    code = "mail"

    def __init__(
        self, message: str, *, is_refused: bool = False, may_have_gone: bool = False, is_of_letter: bool = False
    ) -> None:
        """Says why."""
        super().__init__(message)
        self.is_refused, self.may_have_gone, self.is_of_letter = is_refused, may_have_gone, is_of_letter


class ReportBusyError(AffiliatesError):
    """More reports are being made than the app can handle; trying again a little later works."""

    code = "report_busy"


class UnknownRegionError(AffiliatesError):
    """A report was requested for a code that is not a region we know."""

    code = "unknown_region"


class NoRegionError(AffiliatesError):
    """A fact sheet was requested without naming its region."""

    code = "no_region"


class ConflictingOptionsError(AffiliatesError):
    """Two options of a command contradict each other."""

    code = "conflicting_options"


class FileNotWrittenError(AffiliatesError):
    """A report, or a copy of the site, could not be written; the message says whether what was there is unchanged."""

    code = "file_not_written"


class SettingError(AffiliatesError):
    """A setting says what cannot be, or is missing; the message names it and what to write."""

    code = "setting"


class ShellChangedError(AffiliatesError):
    """The first HTML of the installed Streamlit is not built as we know it; the message says what is missing."""

    code = "shell_changed"


class SourceUnreadableError(AffiliatesError):
    """A list that is to be imported cannot be read, or not without being told how; the message says what to do."""

    code = "source_unreadable"


class SourceUnclearError(SourceUnreadableError):
    """A list that can be read once somebody says how; the message says so for the command line.

    ``option`` names what is to be said (``encoding``, ``delimiter``, ``header_row``), ``choices`` what it may be, by
    value, each with what then stands in the list; empty where any number will do.
    """

    code = "source_unclear"

    def __init__(self, message: str, *, option: str, choices: Mapping[str, str]) -> None:
        """Names what is to be said."""
        super().__init__(message)
        self.option, self.choices = option, dict(choices)


class MappingError(AffiliatesError):
    """The file that says how a list is read has a mistake in it; the message names it."""

    code = "mapping"


class UnknownImportError(AffiliatesError):
    """No import has this id, or it was taken back already; the message lists those that there are."""

    code = "unknown_import"
