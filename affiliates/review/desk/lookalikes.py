"""Which group each application in the queue looks like."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from affiliates.applications.decisions import Decision
from affiliates.applications.duplicates import find_duplicates_of_each
from affiliates.applications.follow_ups import related_references
from affiliates.applications.model import Application, Kind
from affiliates.applications.states import PENDING_STATES, application_states
from affiliates.directory.queries import groups_as_text_rows


@dataclass(frozen=True)
class Lookalike:
    """The name of the group that an application looks like, and whether it is listed, or waits as well."""

    name: str
    is_listed: bool


def lookalikes(
    references: Collection[str], applications: list[Application], decisions: list[Decision], groups: pd.DataFrame
) -> dict[str, Lookalike]:
    """What the new groups among some applications look like most, by their reference; nothing where nothing is alike.

    A listed group comes before one that waits. What adds to an application is a part of it. Updates and corrections say
    by themselves which group they are about.
    """
    asked = {each.reference: each.proposal for each in applications if each.reference in references and _is_new(each)}
    names = dict(zip(groups["id"], groups["name"], strict=True))
    listed = zip(groups["id"], groups_as_text_rows(groups), strict=True)
    states = application_states(applications, decisions)
    waiting = {each.reference: each.proposal for each in applications if states[each.reference] in PENDING_STATES}
    found: dict[str, Lookalike] = {}
    for reference, candidates in find_duplicates_of_each(asked, waiting.items()).items():
        related = related_references(reference, applications)
        others = [waiting[each.id].get("name", "") for each in candidates if each.id not in related]
        if others:
            found[reference] = Lookalike(others[0], is_listed=False)
    for reference, candidates in find_duplicates_of_each(asked, listed, limit=1).items():
        if candidates:
            found[reference] = Lookalike(names[candidates[0].id], is_listed=True)
    return found


def _is_new(application: Application) -> bool:
    return application.kind is Kind.NEW and bool(application.proposal)
