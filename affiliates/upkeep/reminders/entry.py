"""A group's entry as it is shown to the group itself: in the letter, and on the page behind its links."""

from collections.abc import Mapping

from affiliates.content.group_words import group_facts, group_links, verified
from affiliates.content.labels import status_label
from affiliates.content.wording import labeled
from affiliates.directory.schema import DECISIVE_COLUMNS, Group, Status, find_mistakes
from affiliates.languages.language import Language


def entry_as_shown(entry: Mapping[str, str]) -> Group | None:
    """The group in an entry, text by column, without values that have a mistake; None where nobody sees the entry."""
    mistakes = find_mistakes(entry)
    if mistakes.keys() & set(DECISIVE_COLUMNS):
        return None
    return Group.model_validate({**entry, **dict.fromkeys(mistakes, "")})


def entry_lines(language: Language, group: Group) -> list[str]:
    """What families read about a group, line by line, its name first; every link, for the group knows best."""
    values = group.model_dump()
    status = "" if group.status is Status.ACTIVE else status_label(language, group.status)
    facts = " · ".join(group_facts(language, values))
    links = [
        labeled(language, label, address.removeprefix("mailto:"))
        for label, address in group_links(language, values, gone=())
    ]
    lines = (group.name, status, facts, group.description, *links, verified(language, values))
    return [line for line in lines if line]
