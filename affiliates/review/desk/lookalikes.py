"""Which group each application in the queue looks like."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from affiliates.applications.decisions import Decision
from affiliates.applications.duplicates import find_duplicates_of_each
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

    A listed group comes before one that waits. Updates and corrections say by themselves which group they are about.
    """
    asked = {each.reference: each.proposal for each in applications if each.reference in references and _is_new(each)}
    states = application_states(applications, decisions)
    waiting = {each.reference: each.proposal for each in applications if states[each.reference] in PENDING_STATES}
    names = dict(zip(groups["id"], groups["name"], strict=True))
    listed = zip(groups["id"], groups_as_text_rows(groups), strict=True)
    found = {
        reference: Lookalike(waiting[candidates[0].id].get("name", ""), is_listed=False)
        for reference, candidates in find_duplicates_of_each(asked, waiting.items(), limit=1).items()
        if candidates
    }
    for reference, candidates in find_duplicates_of_each(asked, listed, limit=1).items():
        if candidates:
            found[reference] = Lookalike(names[candidates[0].id], is_listed=True)
    return found


def _is_new(application: Application) -> bool:
    return application.kind is Kind.NEW and bool(application.proposal)
