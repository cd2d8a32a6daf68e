"""The errors this package raises: each message says what is wrong and what to do."""


class AffiliatesError(Exception):
    """Anything that stops us from answering; the message is written for the person who reads it."""


class DirectoryUnreadableError(AffiliatesError):
    """The directory file as a whole cannot be read: missing, no permission, no table inside."""


class PostalCodeError(AffiliatesError):
    """What was typed leads to no region; the message is shown to the visitor as it is."""
