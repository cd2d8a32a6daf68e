"""The bar at the bottom of the screen: every decision on the application that is open, always in sight."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import streamlit as st

from affiliates.applications.decisions import Decision, Verdict
from affiliates.applications.model import CorrectionReason, Kind
from affiliates.applications.states import State
from affiliates.content.labels import link_column_label
from affiliates.directory.schema import LINK_COLUMNS, Status
from affiliates.languages.catalogs import ENGLISH
from affiliates.review.views import OpenApplication
from components.review.actions import forget_message
from components.review.application.dialogs import ASK, DECLINE
from components.review.application.publishing import STATUS_LABELS, Publication
from components.review.deciding import decide, open_dialog
from components.review.queue.navigation import open_next
from components.review.shortcuts import shortcut
from components.state.resources import review_service


@dataclass(frozen=True)
class _Press:
    """A button of the bar: what it says, the letter that presses it, and what it does."""

    name: str
    label: str
    letter: str
    on_click: Callable[..., Any]
    args: tuple[Any, ...]
    type: Any = "secondary"


def decision_bar(token: str, opened: OpenApplication, publication: Publication | None) -> None:
    """The decisions that are allowed, the likeliest first, and the way on; ``publication`` is None where it cannot be
    published."""
    reference = opened.application.reference
    with st.bottom, st.container(horizontal=True, gap="small", key="desk_bar"):
        for press in _presses(token, opened, publication):
            st.button(
                press.label,
                key=f"desk_{press.name}_{reference}",
                type=press.type,
                shortcut=shortcut(press.letter) if press.letter else None,
                on_click=press.on_click,
                args=press.args,
            )


def _presses(token: str, opened: OpenApplication, publication: Publication | None) -> Iterator[_Press]:
    application = opened.application
    is_correction = application.kind is Kind.CORRECTION
    if publication and is_correction:
        yield from _fixes(publication)
    if Verdict.RESOLVE in opened.allowed:
        done = "Done: nothing was changed."
        yield _Press("resolve", "No change needed", "K", _decide, (token, opened, review_service().resolve, done))
    if publication and (publication.changed_columns or not is_correction):
        yield from _publications(publication, is_main=not is_correction)
    if application.contact_email and Verdict.ASK in opened.allowed:
        yield _Press("ask", "Ask", "A", _open_dialog, (ASK, application.reference))
    if Verdict.DECLINE in opened.allowed:
        yield _Press("decline", "Decline", "D", _open_dialog, (DECLINE, application.reference))
    if Verdict.MARK_AS_SPAM in opened.allowed:
        done = "It is among the spam now."
        yield _Press("spam", "Spam", "S", _decide, (token, opened, review_service().mark_as_spam, done))
    if Verdict.RELEASE in opened.allowed:
        label = "Not spam" if opened.state is State.SPAM else "Put it with the waiting ones"
        done = "It now waits with the others."
        yield _Press("release", label, "W", _decide, (token, opened, review_service().release, done))
    yield _Press("skip", "Skip", "N", open_next, (token, application.reference), "tertiary")


def _publications(publication: Publication, *, is_main: bool) -> Iterator[_Press]:
    what = "Publish the change" if publication.opened.before else "Publish"
    yield _Press("publish", what, "P", publication.publish, (False,), "primary" if is_main else "secondary")
    yield _Press("publish_verified", "Publish, verified", "V", publication.publish, (True,))


def _fixes(publication: Publication) -> Iterator[_Press]:
    """What a correction most likely asks for, in one press."""
    before, problem = publication.opened.before or {}, publication.opened.application.problem
    if problem is CorrectionReason.DEAD_LINK:
        links = [column for column in LINK_COLUMNS if before.get(column)]
        for column in links:
            label = f"Remove the link “{link_column_label(ENGLISH, column)}”"
            letter = "F" if len(links) == 1 else ""
            yield _Press(f"remove_{column}", label, letter, publication.remove_link, (column,), "primary")
    if problem is CorrectionReason.CLOSED and before.get("status") != Status.INACTIVE:
        label = STATUS_LABELS[Status.INACTIVE]
        yield _Press("inactive", label, "F", publication.set_status, (Status.INACTIVE,), "primary")


def _decide(token: str, opened: OpenApplication, verb: Callable[..., Decision], done: str) -> None:
    reference = opened.application.reference
    decide(token, reference, lambda: verb(token, reference, expected_decision_id=opened.expected_decision_id), done)


def _open_dialog(name: str, reference: str) -> None:
    forget_message()
    open_dialog(name, reference)
