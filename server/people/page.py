"""The pages for people who want a group where they live, in front of the app; they need no script."""

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from affiliates.people.answers import PeopleLink
from affiliates.people.sign_up import SignUps
from affiliates.site.pages.links import PEOPLE_PAGE
from affiliates.storage.contract.store import Store
from server.addresses import Addresses
from server.people.form import SignUpForm
from server.people.links import PeopleLinkPages
from server.site.watch import DirectoryWatch
from server.upkeep.letter_links import NO_TRACE

_LINKS = {f"{PEOPLE_PAGE}/{purpose}": purpose for purpose in PeopleLink}
# With no referrer at all, browsers would not say either that our own page sent the form.
_NOT_KEPT = {name: value for name, value in NO_TRACE.items() if name != "Referrer-Policy"}
PEOPLE_PAGES = frozenset({PEOPLE_PAGE, *_LINKS})


class PeoplePages:
    """Answers for the form and the links, and lets the app answer everything else."""

    def __init__(
        self, app: ASGIApp, *, addresses: Addresses, store: Store, sign_ups: SignUps, watch: DirectoryWatch
    ) -> None:
        """``sign_ups`` takes people into the ``store``; ``watch`` knows which regions have a group."""
        self.app = app
        self._addresses = addresses
        self._form = SignUpForm(addresses=addresses, sign_ups=sign_ups, watch=watch)
        self._links = PeopleLinkPages(addresses=addresses, store=store)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Shows a form or a button, or does what was sent."""
        address = (self._addresses.below(scope) or "") if scope["type"] == "http" else ""
        if address not in PEOPLE_PAGES:
            return await self.app(scope, receive, send)
        request = Request(scope, receive)
        if address in _LINKS:
            response = await self._links.answer(request, _LINKS[address])
        else:
            response = await self._form.answer(request)
        response.headers.update(NO_TRACE if address in _LINKS else _NOT_KEPT)
        return await response(scope, receive, send)
