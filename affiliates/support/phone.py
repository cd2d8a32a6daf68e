"""Phone numbers of the United States, its territories and Canada."""

import re

# Area code and exchange begin with 2 to 9, and neither is a service code such as 911 (North American Numbering Plan).
_AREA_OR_EXCHANGE = r"(?!.11)[2-9]\d\d"
_EXTENSION = r"(?:,? ?(?:ext\.?|x) ?\d{1,6})?"
_PHONE = re.compile(
    rf"(?:\+?1[ .-]?)?\(?({_AREA_OR_EXCHANGE})\)?[ .-]?({_AREA_OR_EXCHANGE})[ .-]?(\d{{4}}){_EXTENSION}"
)


def is_phone_number(text: str) -> bool:
    """Whether a text is one phone number, perhaps with an extension, and nothing more; nobody dials it.

    What passes holds digits, single separators and an extension: it can stand in Markdown as it is.
    """
    return bool(_PHONE.fullmatch(text))


def phone_link(number: str) -> str:
    """The link that dials a number for which ``is_phone_number`` holds; an extension is left to the caller."""
    found = _PHONE.fullmatch(number)
    return f"tel:+1{''.join(found.groups())}" if found else ""
