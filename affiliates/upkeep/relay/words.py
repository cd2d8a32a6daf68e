"""What visitors read on the page on which they write to a group."""

from affiliates.languages.language import N_, Language, Message
from affiliates.upkeep.relay.limits import Limit
from affiliates.upkeep.relay.sending import Delivery

IN_DANGER = N_("If somebody is in danger right now, call 911.")
SENT_TITLE = N_("Your message is on its way")
NOT_OFFERED = N_("Nobody can write to this group from here")
NOT_OUR_FORM = N_("This did not come from our own page. Please open the page once more from the group’s card.")
TOO_LONG = N_("That is more than a message can hold. Please go back and shorten it.")
PLEASE_CORRECT = N_("Please look at this, and press “Send” once more:")
SEND_AGAIN = N_("Please press “Send” once more. Everything that you wrote is still here.")
LOOK_AGAIN = N_("That was quick. Please look through your message, and press “Send” once more.")
_LIMITS: dict[Limit, Message] = {
    Limit.FROM_SENDER: N_(
        "Your message did not go out: many messages came from your network within a short time. What you wrote is "
        "still here. Please press “Send” again in an hour."
    ),
    Limit.FROM_SENDER_TO_GROUP: N_(
        "Your message did not go out: this group has received several from your network today. What you wrote is still "
        "here. Please press “Send” again tomorrow."
    ),
    Limit.TO_GROUP: N_(
        "Your message did not go out: this group of a few volunteers has received many today. What you wrote is still "
        "here. Please press “Send” again tomorrow."
    ),
    Limit.IN_ALL: N_(
        "Your message did not go out: too many are on their way right now. What you wrote is still here. Please press "
        "“Send” again in an hour."
    ),
}
_DELIVERIES: dict[Delivery, Message] = {
    Delivery.FAILED: N_(
        "Your message did not go out: our mail server did not take it. What you wrote is still here. Please press "
        "“Send” again in a few minutes."
    ),
    Delivery.UNKNOWN: N_(
        "We cannot tell whether your message went out. What you wrote is still here. If you press “Send” again, the "
        "group may get it twice."
    ),
}


def title(language: Language, group: str) -> str:
    """What the page is called."""
    return language.gettext("Write to {group}", group=group)


def explanation(language: Language) -> str:
    """Who gets the message, and what happens then."""
    return language.gettext(
        "Your message goes by email to the person who speaks for this group, and they answer you. They are volunteers: "
        "it may take a few days."
    )


def consent(language: Language) -> str:
    """What whoever presses the button agrees to."""
    return language.gettext(
        "When you press “Send”, your message, your address and your name go to the contact of this group and to nobody "
        "else. We do not keep them. When they answer, you see their address too."
    )


def not_sent(language: Language, reason: Limit | Delivery) -> str:
    """Why a message did not go out, and what to do."""
    return language.gettext(_LIMITS[reason] if isinstance(reason, Limit) else _DELIVERIES[reason])


def what_happens_next(language: Language, group: str, email: str) -> tuple[str, str]:
    """What somebody reads whose message went out; the second is followed by other ways to reach the group."""
    return (
        language.gettext(
            "{group} can answer you at {address}. If there is a mistake in this address, please write once more.",
            group=group,
            address=email,
        ),
        language.gettext(
            "The group is made of volunteers: it may take a few days. If you hear nothing within two weeks, look in "
            "your spam folder, or try another way."
        ),
    )
