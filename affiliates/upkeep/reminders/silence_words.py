"""Why a person has to look at a group, where only English is spoken: at the desk, and on the command line."""

from affiliates.upkeep.reminders.due import Silence

SILENCE_WORDS = {
    Silence.NO_ANSWER: "did not answer two letters",
    Silence.RETURNED: "nobody gets mail at the address of the contact",
    Silence.OPTED_OUT: "does not want to be asked by mail",
    Silence.NO_CONTACT: "has no contact whom we could write to",
    Silence.UNSETTLED: "has answered, and its entry is still not verified",
    Silence.MAYBE_NOT_SENT: "the last letter may not have been sent",
}
