"""Applications that add to one another: which belong together, and as which group one of them was published."""

from collections.abc import Collection, Iterable

from affiliates.applications.decisions import Decision, effective_decisions
from affiliates.applications.model import Application


def related_references(reference: str, applications: Iterable[Application]) -> set[str]:
    """The references of an application, of those it adds to, and of those that add to it, however many steps away."""
    steps: dict[str, set[str]] = {}
    for each in applications:
        if each.follows:
            steps.setdefault(each.reference, set()).add(each.follows)
            steps.setdefault(each.follows, set()).add(each.reference)
    found, ahead = {reference}, [reference]
    while ahead:
        new = steps.get(ahead.pop(), set()) - found
        found |= new
        ahead += new
    return found


def published_group(
    application: Application,
    applications: Iterable[Application],
    decisions: Iterable[Decision],
    *,
    listed: Collection[str] = (),
) -> str:
    """The id of the group that an application, or one related to it, was published as; empty where there is none.

    A publication that was undone does not count, nor one whose group was taken off the list since, unless the file of
    the directory says otherwise: ``listed`` are the ids that it has.
    """
    related = related_references(application.reference, applications)
    in_effect = effective_decisions(decisions)
    for decision in reversed(in_effect):
        if decision.group_id and decision.application in related:
            last = next(each for each in reversed(in_effect) if each.group_id == decision.group_id)
            if last.after or decision.group_id in listed:
                return decision.group_id
    return ""
