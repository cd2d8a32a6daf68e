"""What people read who want a group where they live: in the form, and on the pages behind the links in letters."""

from affiliates.content.find_words import tell_me_in
from affiliates.content.place_names import in_region
from affiliates.languages.language import N_, Language, Message
from affiliates.people.answers import PeopleLink, PeopleLinkProblem
from affiliates.people.sign_up import EMAIL, FIRST_NAME, SENTENCE, SignUpOutcome
from affiliates.storage.contract.people import Person

WHAT_WE_MAY_DO = N_("What we may do for you")
WANTS_NEWS_LABEL = N_("Tell me when there is a group here")
WOULD_HELP_LABEL = N_("I would help to start one")
FIELD_LABELS: dict[str, Message] = {
    EMAIL: N_("Your email address"),
    FIRST_NAME: N_("First name (optional)"),
    SENTENCE: N_("A sentence about you (optional)"),
}
SENTENCE_HELP = N_("Only our volunteers read it. Please do not name your child or your school.")
SEND = N_("Send")
LEAVE_EMPTY = N_("Leave this empty")
WHAT_IS_KEPT = N_(
    "We keep what you enter here for this only, for two years at most. Our volunteers see it, and nobody else. Each "
    "letter from us has a link that erases all of it."
)
_THANKS = N_("Thank you. You have done something for the next family.")
_THANKS_WITH_MAIL = N_(
    "If you have not confirmed this address before, a letter is on its way to it. Please press the button behind its "
    "link: until then, we write nothing else to you. Please look in your spam folder, too."
)
_THANKS_WITHOUT_MAIL = N_("A volunteer writes to you once there is news.")
_REFUSALS: dict[SignUpOutcome, Message] = {
    SignUpOutcome.LIKE_A_PROGRAM: N_(
        "We could not tell whether a person or a program sent this. Please send it once more."
    ),
    SignUpOutcome.TOO_MANY: N_("That was a lot at once. Please try again in an hour."),
}
NOT_OUR_FORM = N_("This did not come from our own form. Please open it once more from the map, and send it again.")
NOT_NOW = N_("We cannot save this right now, and are sorry. Please try again a little later.")
_LINK_TITLES: dict[PeopleLink, Message] = {
    PeopleLink.CONFIRM: N_("Is this what you want?"),
    PeopleLink.LEAVE: N_("Shall we erase this?"),
}
_LINK_EXPLANATIONS: dict[PeopleLink, Message] = {
    PeopleLink.CONFIRM: N_("If you press the button, we write to your address once there is news."),
    PeopleLink.LEAVE: N_("We erase everything that we keep about you at once, for every place, and write no more."),
}
_LINK_BUTTONS: dict[PeopleLink, Message] = {
    PeopleLink.CONFIRM: N_("Yes, write to me"),
    PeopleLink.LEAVE: N_("Erase it"),
}
_LINK_THANKS: dict[PeopleLink, Message] = {
    PeopleLink.CONFIRM: N_("Thank you. We write to you once there is news."),
    PeopleLink.LEAVE: N_("It is erased. We wish you and your family well."),
}
_LINK_PROBLEMS: dict[PeopleLinkProblem, Message] = {
    PeopleLinkProblem.NOT_OURS: N_("This link is not complete. Please open it from our letter once more."),
    PeopleLinkProblem.EXPIRED: N_("This link has ended, because the letter is more than 30 days old."),
    PeopleLinkProblem.NOTHING_KEPT: N_("We keep nothing under this link: it was erased."),
}


def wishes(language: Language, person: Person) -> list[str]:
    """What somebody wants, a sentence each."""
    said = []
    if person.wants_news:
        said.append(tell_me_in(language, person.region))
    if person.would_help:
        place = in_region(language, person.region)
        said.append(language.gettext("I would help to start a group {in_region}", in_region=place))
    return said


def thanks(language: Language, *, has_mail: bool) -> list[str]:
    """What is said to whoever signed up, the same whether their address was known or not."""
    return [language.gettext(_THANKS), language.gettext(_THANKS_WITH_MAIL if has_mail else _THANKS_WITHOUT_MAIL)]


def refusal(language: Language, outcome: SignUpOutcome) -> str:
    """Why a sign-up was not kept."""
    return language.gettext(_REFUSALS[outcome])


def link_title(language: Language, purpose: PeopleLink) -> str:
    """What the page behind a link asks."""
    return language.gettext(_LINK_TITLES[purpose])


def link_explanation(language: Language, purpose: PeopleLink) -> str:
    """What its button does."""
    return language.gettext(_LINK_EXPLANATIONS[purpose])


def link_button(language: Language, purpose: PeopleLink) -> str:
    """What stands on its button."""
    return language.gettext(_LINK_BUTTONS[purpose])


def link_thanks(language: Language, purpose: PeopleLink) -> str:
    """What is said once it was pressed."""
    return language.gettext(_LINK_THANKS[purpose])


def link_problem(language: Language, reason: PeopleLinkProblem) -> str:
    """Why a link does nothing."""
    return language.gettext(_LINK_PROBLEMS[reason])
