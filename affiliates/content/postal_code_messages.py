"""What visitors read when a ZIP or postal code leads to no region."""

from affiliates.errors import PostalCodeError, PostalCodeProblem
from affiliates.languages.language import N_, Language

_MESSAGES = {
    PostalCodeProblem.TOO_SHORT: N_("A ZIP code has five digits, such as 48104. Please enter all five."),
    PostalCodeProblem.NOT_A_CODE: N_("That does not look like a ZIP code (48104) or a Canadian postal code (M5V 3L9)."),
    PostalCodeProblem.MILITARY: N_(
        "That is a military address, which is not in any state. "
        "Please choose the state where your child goes to school or where your family lives."
    ),
    PostalCodeProblem.UNKNOWN: N_("We could not find that code. Please check its first digits."),
}
_OTHER_NATIONS = {
    "FM": N_(
        "That address is in the Federated States of Micronesia, which our map does not cover. "
        "Please choose the nearest state or territory from the list."
    ),
    "MH": N_(
        "That address is in the Marshall Islands, which our map does not cover. "
        "Please choose the nearest state or territory from the list."
    ),
    "PW": N_(
        "That address is in Palau, which our map does not cover. "
        "Please choose the nearest state or territory from the list."
    ),
}


def postal_code_message(language: Language, error: PostalCodeError) -> str:
    """What is wrong with the code that a visitor entered, and what to do instead."""
    if error.reason is PostalCodeProblem.OTHER_NATION:
        nation = error.values["nation"]
        return language.gettext(_OTHER_NATIONS[nation])
    return language.gettext(_MESSAGES[error.reason])
