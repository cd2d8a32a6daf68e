"""What visitors read when a ZIP or postal code leads to no region."""

from affiliates.errors import PostalCodeError, PostalCodeProblem

_MESSAGES = {
    PostalCodeProblem.TOO_SHORT: "A ZIP code has five digits, such as 48104. Please enter all five.",
    PostalCodeProblem.NOT_A_CODE: (
        "That does not look like a ZIP code (48104) or a Canadian postal code (M5V 3L9). "
        "You can also choose your state or province from the list."
    ),
    PostalCodeProblem.MILITARY: (
        "That is a military address, which is not in any state. "
        "Please choose the state where your child goes to school or where your family lives."
    ),
    PostalCodeProblem.OTHER_NATION: (
        "That address is in {nation}, which our map does not cover. "
        "Please choose the nearest state or territory from the list."
    ),
    PostalCodeProblem.UNKNOWN: (
        "We could not find that code. Please check its first digits, or choose your state or province from the list."
    ),
}
_NATION_NAMES = {"FM": "the Federated States of Micronesia", "MH": "the Marshall Islands", "PW": "Palau"}


def postal_code_message(error: PostalCodeError) -> str:
    """What is wrong with the code that a visitor entered, and what to do instead."""
    nation = error.values.get("nation", "")
    return _MESSAGES[error.reason].format(nation=_NATION_NAMES.get(nation, nation))
