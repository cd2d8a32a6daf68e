"""The errors this package raises: each message says what is wrong and what to do."""

from enum import StrEnum


class AffiliatesError(Exception):
    """Anything that stops us from answering; the message is written for the person who reads it."""


class DirectoryUnreadableError(AffiliatesError):
    """The directory file as a whole cannot be read: missing, no permission, no table inside."""


class PostalCodeProblem(StrEnum):
    """Why a postal code leads to no region; the words for visitors are in components/shared/postal_code_messages.py."""

    TOO_SHORT = "too short"
    NOT_A_CODE = "not a code"
    MILITARY = "military"
    OTHER_NATION = "other nation"
    UNKNOWN = "unknown"


class PostalCodeError(AffiliatesError):
    """A postal code that leads to no region.

    ``code`` says why; ``values`` holds the ``nation`` (ISO 3166-1) of an address in another one. Neither holds what the
    visitor typed, so the message may be logged.
    """

    def __init__(self, code: PostalCodeProblem, **values: str) -> None:
        """An error for the reason ``code``, with the values that its message needs."""
        super().__init__(f"The postal code leads to no region: {code}.")
        self.code = code
        self.values = values


class StoreError(AffiliatesError):
    """Nothing was kept, and nothing that was kept before is lost; the message is for the people who run the app."""


class StoreBusyError(StoreError):
    """Somebody else has been writing for too long; a second try may work."""


class StoreUnfinishedError(StoreError):
    """The decision is kept, but not yet carried out; whoever writes next, or starts the app, carries it out."""


class StoreFullError(StoreError):
    """As many applications wait as the reviewers can ever read."""


class DecidedMeanwhileError(AffiliatesError):
    """Another reviewer decided first, or the group has changed since; the message says who did what, and when."""


class NotAllowedError(AffiliatesError):
    """Nobody who may do this is signed in, or not any more; the message is shown as it is."""
