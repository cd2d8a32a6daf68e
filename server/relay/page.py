"""The page on which a visitor writes to a group; it needs no script, and keeps nothing of what is written."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from typing import cast

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from affiliates.applications.senders import SlidingWindows, is_this_machine
from affiliates.applications.spam import SubmissionContext, spam_reason
from affiliates.content.group_words import can_be_written_to
from affiliates.languages.preference import PARAMETER
from affiliates.site.addresses import WRITE_PAGE
from affiliates.storage.contract.store import Store
from affiliates.upkeep.relay import words
from affiliates.upkeep.relay.limits import Limit
from affiliates.upkeep.relay.message import VisitorMessage, clean_fields, find_message_mistakes
from affiliates.upkeep.relay.sending import Delivery, pass_on
from server.addresses import Addresses
from server.limits.own_forms import is_from_our_page, sent_fields
from server.limits.senders import sender_in
from server.relay.drawing import HONEYPOT, Drawing, Group
from server.relay.open_forms import OpenForms
from server.relay.outbox import Outbox
from server.settings import relay_mail
from server.site.watch import DirectoryWatch

_MAX_BODY, _MAX_FIELDS = 65_536, 10  # bytes; 2,000 characters have 24,000 at most
_MAX_TRIES, _HOUR = 120, 3600.0  # from one address, mistakes included
_HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


class WritePage:
    """Answers for the page, and lets the app answer everything else."""

    def __init__(self, app: ASGIApp, *, addresses: Addresses, watch: DirectoryWatch, store: Store) -> None:
        """``watch`` has the groups as visitors see them, ``store`` their contacts."""
        self.app = app
        self._addresses, self._watch, self._store = addresses, watch, store
        self._forms, self._outbox = OpenForms(), Outbox()
        self._tries = SlidingWindows((_MAX_TRIES, _HOUR))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Shows the form, or sends what stands in it."""
        address = self._addresses.below(scope) if scope["type"] == "http" else None
        if address != WRITE_PAGE:
            return await self.app(scope, receive, send)
        request = Request(scope, receive)
        response = await (self._sent(request) if request.method == "POST" else self._opened(request))
        response.headers.update(_HEADERS)
        return await response(scope, receive, send)

    async def _opened(self, request: Request) -> Response:
        asked = request.query_params
        drawing = self._drawing(request, asked)
        group = await self._group(asked.get("group", ""))
        if group is None:
            return drawing.message(words.NOT_OFFERED, HTTPStatus.NOT_FOUND)
        return drawing.form(group, self._forms.token(group["id"], datetime.now(UTC)))

    async def _sent(self, request: Request) -> Response:
        fields = await sent_fields(request, max_bytes=_MAX_BODY, max_fields=_MAX_FIELDS)
        drawing = self._drawing(request, fields or {})
        if fields is None:
            return drawing.message(words.TOO_LONG, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if not is_from_our_page(request, self._addresses.public_url):
            return drawing.message(words.NOT_OUR_FORM, HTTPStatus.FORBIDDEN)
        group = await self._group(fields.get("group", ""))
        if group is None:
            return drawing.message(words.NOT_OFFERED, HTTPStatus.NOT_FOUND)
        return await self._passed_on(sender_in(request.scope), drawing, group, fields)

    async def _passed_on(self, sender: str, drawing: Drawing, group: Group, fields: Mapping[str, str]) -> Response:
        """What became of a message: where it did not go out, the form with everything that was typed."""
        now, group_id, values, token = datetime.now(UTC), group["id"], clean_fields(fields), fields.get("form", "")
        if not (is_this_machine(sender) or self._tries.admits(sender)):
            notice = words.not_sent(drawing.language, Limit.FROM_SENDER)
            return drawing.form(group, token, values, notice, status=HTTPStatus.TOO_MANY_REQUESTS)
        form = self._forms.read(token, group_id, now)
        again = partial(drawing.form, group, token if form else self._forms.token(group_id, now), values)
        if form is None:
            return again(words.SEND_AGAIN, status=HTTPStatus.BAD_REQUEST)
        server = relay_mail()
        if mistakes := find_message_mistakes(values, own_sender=server.sender if server else ""):
            return again(words.PLEASE_CORRECT, mistakes=mistakes, status=HTTPStatus.BAD_REQUEST)
        # Nothing is held apart where nobody would look at it: a person presses once more, and a program seldom does.
        if spam_reason(SubmissionContext(form.opened_at, now, fields.get(HONEYPOT, ""))):
            return again(words.LOOK_AGAIN, status=HTTPStatus.BAD_REQUEST)
        message = VisitorMessage(values["message"], values["email"], values["name"])
        send = partial(self._send, group_id, message, now)
        outcome = await self._outbox.hand_over(self._forms.message_id(form, values), sender, group_id, send)
        if outcome is Delivery.SENT:
            return drawing.sent(group, message.email)
        if outcome is Delivery.NOT_OFFERED:
            return drawing.message(words.NOT_OFFERED, HTTPStatus.NOT_FOUND)
        status = HTTPStatus.TOO_MANY_REQUESTS if isinstance(outcome, Limit) else HTTPStatus.SERVICE_UNAVAILABLE
        return again(words.not_sent(drawing.language, outcome), status=status)

    def _send(self, group_id: str, message: VisitorMessage, now: datetime) -> Delivery:
        server, base_url = relay_mail(), self._addresses.public_url
        if server is None or not base_url:
            return Delivery.NOT_OFFERED
        return pass_on(self._store, group_id, message, now, base_url=base_url, server=server)

    def _drawing(self, request: Request, asked: Mapping[str, str]) -> Drawing:
        gone = self._watch.data.gone_links if self._watch.data else frozenset()
        return Drawing(request, self._addresses, asked.get(PARAMETER, ""), gone_links=gone)

    async def _group(self, group_id: str) -> Group | None:
        """A group to which visitors may write; None for any other id, whatever the reason."""
        await self._watch.first_look()
        data = self._watch.data
        if data is None or group_id not in data.reachable_groups:
            return None
        found = cast(list[Group], data.groups[data.groups["id"] == group_id].to_dict("records"))
        return found[0] if found and can_be_written_to(found[0], data.reachable_groups) else None
