"""What somebody reads whose entry may be listed, or waiting, already: a group, and an ally."""

from dataclasses import dataclass

from affiliates.languages.language import N_, Message


@dataclass(frozen=True)
class DuplicateWords:
    """The answers to choose from, and what is said of an application that waits."""

    listed_changes: Message
    listed_same: Message
    pending: Message
    pending_adds: Message
    pending_same: Message
    different: Message


GROUP_WORDS = DuplicateWords(
    listed_changes=N_("This is our group: send my changes"),
    listed_same=N_("This is our group: nothing to change"),
    pending=N_("An application for a group like yours is already waiting for our reviewers."),
    pending_adds=N_("It is the same group: add this to it"),
    pending_same=N_("It is the same group: nothing to add"),
    different=N_("Ours is a different group: send it"),
)
ALLY_WORDS = DuplicateWords(
    listed_changes=N_("This is us: send my changes"),
    listed_same=N_("This is us: nothing to change"),
    pending=N_("An application like yours is already waiting for our reviewers."),
    pending_adds=N_("It is the same: add this to it"),
    pending_same=N_("It is the same: nothing to add"),
    different=N_("We are somebody else: send it"),
)
