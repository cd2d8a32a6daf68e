"""The errors this package raises: each message says what is wrong and what to do."""


class AffiliatesError(Exception):
    """Anything that stops us from answering; the message is written for the person who reads it."""


class DirectoryUnreadableError(AffiliatesError):
    """The directory file as a whole cannot be read: missing, no permission, no table inside."""


class PostalCodeError(AffiliatesError):
    """What was typed leads to no region; the message is shown to the visitor as it is."""


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


class UnknownRegionError(AffiliatesError):
    """A report was requested for a code that is not a region we know."""


class NoRegionError(AffiliatesError):
    """A fact sheet was requested without naming its region."""


class ConflictingOptionsError(AffiliatesError):
    """Two options of a command contradict each other."""


class ReportNotWrittenError(AffiliatesError):
    """A report could not be written; a file that was there before is unchanged."""
