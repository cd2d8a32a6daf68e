"""What stands on the pages behind the links of our letters."""

from affiliates.languages.language import N_, Language, Message
from affiliates.upkeep.reminders.answers import LinkProblem, Purpose

_TITLES: dict[Purpose, Message] = {
    Purpose.STILL_RIGHT: N_("Is everything still right?"),
    Purpose.CHANGED: N_("What has changed?"),
    Purpose.CLOSED: N_("Has your group closed?"),
    Purpose.STOP: N_("Shall we not ask again?"),
    Purpose.NO_MESSAGES: N_("No more messages through the map?"),
    Purpose.MESSAGES: N_("May families write to you again?"),
}
_EXPLANATIONS: dict[Purpose, Message] = {
    Purpose.STILL_RIGHT: N_("Families then read that this entry was verified today."),
    Purpose.CHANGED: N_("The form on the next page has your entry in it. A volunteer reads what you change."),
    Purpose.CLOSED: N_("A volunteer then takes care that families are not sent to a group that is gone."),
    Purpose.STOP: N_("We then never ask again whether this entry is still right. It stays on the map."),
    Purpose.NO_MESSAGES: N_(
        "Families can then no longer write to you through the map. Your entry stays as it is, and we still ask once a "
        "year whether it is right."
    ),
    Purpose.MESSAGES: N_("Families can then write to you through the map again. Each message has a link to stop them."),
}
_BUTTONS: dict[Purpose, Message] = {
    Purpose.STILL_RIGHT: N_("Yes, still right"),
    Purpose.CHANGED: N_("Open the form"),
    Purpose.CLOSED: N_("Yes, we have closed"),
    Purpose.STOP: N_("Do not ask us again"),
    Purpose.NO_MESSAGES: N_("Stop the messages"),
    Purpose.MESSAGES: N_("Yes, they may write"),
}
_THANKS: dict[Purpose, Message] = {
    Purpose.STILL_RIGHT: N_("Thank you. Your entry is verified as of today."),
    Purpose.CLOSED: N_(
        "Thank you for telling us, and for what you did for the children. A volunteer takes care of it."
    ),
    Purpose.STOP: N_("Thank you. We will not ask again."),
    Purpose.NO_MESSAGES: N_("Thank you. From now on, nobody can write to you through the map."),
    Purpose.MESSAGES: N_("Thank you. Families can write to you again."),
}
_PROBLEMS: dict[LinkProblem, Message] = {
    LinkProblem.NOT_OURS: N_("This link is not complete. Please open it from our letter once more."),
    LinkProblem.EXPIRED: N_("This link has ended, because the letter is more than 30 days old."),
    LinkProblem.ANSWERED: N_("We have your answer already. Thank you."),
    LinkProblem.ENTRY_CHANGED: N_("This link has ended, because the entry has changed since our letter."),
    LinkProblem.CONTACT_CHANGED: N_("This link no longer works. The latest message that you got has one that does."),
}


def title(language: Language, purpose: Purpose) -> str:
    """What is asked."""
    return language.gettext(_TITLES[purpose])


def explanation(language: Language, purpose: Purpose) -> str:
    """What the button does."""
    return language.gettext(_EXPLANATIONS[purpose])


def button(language: Language, purpose: Purpose) -> str:
    """What stands on the button."""
    return language.gettext(_BUTTONS[purpose])


def thanks(language: Language, purpose: Purpose) -> str:
    """What is said once the answer is kept."""
    return language.gettext(_THANKS[purpose])


def problem(language: Language, reason: LinkProblem) -> str:
    """Why a link does nothing."""
    return language.gettext(_PROBLEMS[reason])


def too_many(language: Language) -> str:
    """What somebody reads who asks too often."""
    return language.gettext("That was a lot at once. Please try again in an hour.")


def not_now(language: Language) -> str:
    """What somebody reads while answers cannot be kept."""
    return language.gettext("We cannot keep your answer right now. Please open the link from our letter again later.")
