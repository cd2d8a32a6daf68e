"""The pages behind the links in letters to people: a wish to confirm, and to have everything erased."""

import logging
from datetime import UTC, datetime
from http import HTTPStatus

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from affiliates.applications.senders import SlidingWindows, is_this_machine
from affiliates.errors import StoreError
from affiliates.people import words
from affiliates.people.answers import PeopleLink, PeopleLinkProblem, confirm, forget, open_link, wish_mark
from affiliates.people.sending import TOKEN
from affiliates.people.sign_up import SignUpOutcome
from affiliates.site.pages.links import PEOPLE_PAGE
from affiliates.storage.contract.people import Person
from affiliates.storage.contract.store import Store
from server.addresses import Addresses
from server.limits.own_forms import sent_fields
from server.limits.senders import sender_in
from server.people.html import language_of, people_page
from server.upkeep.letter_links import forget_token, is_one_click, is_token, kept_token, without_token

_log = logging.getLogger("affiliates")
_MAX_BODY, _MAX_FIELDS = 4096, 4
_MAX_AT_ONCE = 4
_MAX_FROM_SENDER, _HOUR = 120, 3600.0
_SEEN = "seen"


class PeopleLinkPages:
    """A GET shows what is kept and a button, which acts."""

    def __init__(self, *, addresses: Addresses, store: Store) -> None:
        """``store`` keeps the people."""
        self._addresses = addresses
        self._store = store
        self._limiter = CapacityLimiter(_MAX_AT_ONCE)
        self._senders = SlidingWindows((_MAX_FROM_SENDER, _HOUR))

    async def answer(self, request: Request, purpose: PeopleLink) -> Response:
        """Shows the button, or does what it says."""
        language, asked = language_of(request), request.query_params.get(TOKEN, "")
        seen: str | None = None
        if request.method == "POST":
            fields = await sent_fields(request, max_bytes=_MAX_BODY, max_fields=_MAX_FIELDS) or {}
            token = asked if purpose is PeopleLink.LEAVE and is_one_click(fields) else fields.get(TOKEN, "")
            seen = fields.get(_SEEN, "")
        elif is_token(asked):
            return without_token(request, self._addresses, f"{PEOPLE_PAGE}/{purpose}", asked)
        else:
            token = "" if asked else kept_token(request)
        if not self._admits(request):
            values = {"title": words.refusal(language, SignUpOutcome.TOO_MANY)}
            return people_page(request, self._addresses, language, values, HTTPStatus.TOO_MANY_REQUESTS)
        try:
            found, is_done = await to_thread.run_sync(self._act, purpose, token, seen, limiter=self._limiter)
        except StoreError as error:
            _log.error("%s", error)
            values = {"title": language.gettext(words.NOT_NOW)}
            return people_page(request, self._addresses, language, values, HTTPStatus.SERVICE_UNAVAILABLE)
        if isinstance(found, PeopleLinkProblem):
            status = HTTPStatus.NOT_FOUND if found is PeopleLinkProblem.NOT_OURS else HTTPStatus.GONE
            values = {"title": words.link_problem(language, found)}
            return people_page(request, self._addresses, language, values, status)
        return self._done(request, purpose, found) if is_done else self._question(request, purpose, found, token)

    def _act(self, purpose: PeopleLink, token: str, seen: str | None) -> tuple[Person | PeopleLinkProblem, bool]:
        """Whose link it is, or why it does nothing, and whether what its button says is done.

        ``seen`` marks the wish that was shown above the button, and is None where nothing was pressed. A wish that has
        changed since is shown once more.
        """
        now = datetime.now(UTC)
        person = open_link(self._store, purpose, token, now)
        if seen is None or isinstance(person, PeopleLinkProblem):
            return person, False
        if purpose is PeopleLink.LEAVE:
            forget(self._store, person)
        elif seen == wish_mark(person):
            confirm(self._store, person, now)
        else:
            return person, False
        return person, True

    def _done(self, request: Request, purpose: PeopleLink, person: Person) -> Response:
        language = language_of(request, person.language)
        response = people_page(request, self._addresses, language, {"title": words.link_thanks(language, purpose)})
        forget_token(response, request, self._addresses, f"{PEOPLE_PAGE}/{purpose}")
        return response

    def _question(self, request: Request, purpose: PeopleLink, person: Person, token: str) -> Response:
        language = language_of(request, person.language)
        values = {
            "title": words.link_title(language, purpose),
            "quote": [
                *words.wishes(language, person),
                *(each for each in (person.first_name, person.sentence) if each),
            ],
            "said": (words.link_explanation(language, purpose),),
            "button": words.link_button(language, purpose),
            "action": f"{self._addresses.root(request.scope)}{PEOPLE_PAGE}/{purpose}",
            "hidden": {TOKEN: token, _SEEN: wish_mark(person)},
        }
        return people_page(request, self._addresses, language, values)

    def _admits(self, request: Request) -> bool:
        # Behind a proxy that nobody named all come from this machine, and one must not keep the others out.
        sender = sender_in(request.scope)
        return is_this_machine(sender) or self._senders.admits(sender)
