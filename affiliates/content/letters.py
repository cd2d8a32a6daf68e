"""Letters to those who sent us an application, in the language in which they sent it."""

from affiliates.languages.language import Language


def letter_subject(language: Language, reference: str) -> str:
    """What every letter about an application is headed by."""
    return language.gettext("Your application {reference}", reference=reference)


def question_letter(language: Language, *, name: str, group: str, reference: str) -> str:
    """The letter that asks for more, with room for the question.

    ``name`` is the sender's, ``group`` the group's name; each may be empty.
    """
    if group:
        question = language.gettext(
            "thank you for your application for {group} ({reference}). Before we can publish it, could you tell us:",
            group=group,
            reference=reference,
        )
    else:
        question = language.gettext(
            "thank you for your application ({reference}). Before we can publish it, could you tell us:",
            reference=reference,
        )
    return "\n\n".join([greeting(language, name), question, "", closing(language)])


def publication_letter(
    language: Language, *, name: str, group: str, reference: str, page: str, snippet: str, picture: str, change: str
) -> str:
    """The letter that says where a group is listed now, and how it shows that on its own site.

    ``name`` is the sender's and may be empty; ``page``, ``picture`` and ``change`` are full addresses, ``snippet`` is
    the HTML for their site.
    """
    gettext = language.gettext
    found = gettext(
        "{group} is on the affiliate map now ({reference}). Families find it here:", group=group, reference=reference
    )
    graphic = gettext("The graphic by itself:")
    to_change = gettext("If your entry should change one day, please tell us here:")
    return "\n\n".join(
        [
            greeting(language, name),
            f"{found}\n{page}",
            gettext("To show on your website that you are an affiliate group, paste this where it takes HTML:"),
            snippet,
            f"{graphic}\n{picture}",
            f"{to_change}\n{change}",
            closing(language),
        ]
    )


def ally_letter(language: Language, *, name: str, ally: str, reference: str, page: str, change: str) -> str:
    """The letter that says where an ally is listed now.

    ``name`` is the sender's and may be empty; ``page`` and ``change`` are full addresses.
    """
    gettext = language.gettext
    found = gettext("{ally} is now on the allies page ({reference}):", ally=ally, reference=reference)
    to_change = gettext("If your entry should change one day, please tell us here:")
    return "\n\n".join([greeting(language, name), f"{found}\n{page}", f"{to_change}\n{change}", closing(language)])


def link_letter_subject(language: Language, *, of_ally: bool = False) -> str:
    """What a letter about a link is headed by."""
    if of_ally:
        return language.gettext("A link in your entry on the allies page")
    return language.gettext("A link of your group on the affiliate map")


def link_letter(language: Language, *, name: str, group: str, address: str, change: str, of_ally: bool = False) -> str:
    """The letter that asks a group, or an ally, about a link of its entry that no longer works.

    ``name`` is the receiver's and may be empty; ``change`` is the full address of the form to change the entry.
    """
    if of_ally:
        broken = language.gettext(
            "this link in the entry of {ally} on the allies page no longer works for us:", ally=group
        )
    else:
        broken = language.gettext("this link of {group} on the affiliate map no longer works for us:", group=group)
    question = language.gettext(
        "Is there another address, or shall we leave the link out? Please answer this mail, or tell us here:"
    )
    return "\n\n".join([greeting(language, name), f"{broken}\n{address}", f"{question}\n{change}", closing(language)])


def greeting(language: Language, name: str) -> str:
    """How a letter begins; ``name`` may be empty."""
    return language.gettext("Hello {name},", name=name) if name else language.gettext("Hello there,")


def closing(language: Language) -> str:
    """How a letter ends."""
    return language.gettext(
        "Thank you for standing up for the children,\nthe volunteers of the Alliance Against Seclusion and Restraint"
    )
