"""The form to sign up for a group in a region: for whoever comes from a page without scripts."""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from affiliates.content.find_words import tell_me_in
from affiliates.directory.mistakes import Mistake, mistake_message
from affiliates.errors import StoreError
from affiliates.geo.regions import region_names
from affiliates.languages.language import Language
from affiliates.languages.preference import PARAMETER
from affiliates.people import words
from affiliates.people.sign_up import (
    MAX_LENGTHS,
    WANTS_NEWS,
    WOULD_HELP,
    YES,
    SignUp,
    SignUpOutcome,
    SignUps,
    read_sign_up,
)
from affiliates.site.addresses import region_page
from affiliates.site.pages.links import PEOPLE_PAGE
from server.addresses import Addresses
from server.limits.own_forms import is_from_our_page, sent_fields
from server.limits.senders import sender_in
from server.people.html import language_of, people_page
from server.people.letters import can_send_letters
from server.site.watch import DirectoryWatch

_log = logging.getLogger("affiliates")
_MAX_BODY, _MAX_FIELDS = 8192, 12
_MAX_AT_ONCE = 4
_HONEYPOT, _OPENED, _REGION = "company", "opened", "region"
_STATUSES = {
    SignUpOutcome.LIKE_A_PROGRAM: HTTPStatus.BAD_REQUEST,
    SignUpOutcome.TOO_MANY: HTTPStatus.TOO_MANY_REQUESTS,
}


class SignUpForm:
    """Shows the form, and keeps what was sent with it."""

    def __init__(self, *, addresses: Addresses, sign_ups: SignUps, watch: DirectoryWatch) -> None:
        """``sign_ups`` keeps the people; ``watch`` knows which regions have a group."""
        self._addresses = addresses
        self._watch = watch
        self._sign_ups = sign_ups
        self._limiter = CapacityLimiter(_MAX_AT_ONCE)

    async def answer(self, request: Request) -> Response:
        """The form, or what became of what was sent."""
        is_sent = request.method == "POST"
        typed: Mapping[str, str] = request.query_params
        is_ours = True
        if is_sent:
            sent = await sent_fields(request, max_bytes=_MAX_BODY, max_fields=_MAX_FIELDS)
            typed, is_ours = sent or {}, is_from_our_page(request, self._addresses.public_url)
        region, language = typed.get(_REGION, ""), language_of(request, typed.get(PARAMETER, ""))
        if is_sent and not (is_ours and region in region_names()):
            values = {"title": language.gettext(words.NOT_OUR_FORM)}
            return people_page(request, self._addresses, language, values, HTTPStatus.FORBIDDEN)
        if region not in region_names():
            return RedirectResponse(self._addresses.root(request.scope), HTTPStatus.SEE_OTHER)
        if await self._has_group(region):
            page = self._addresses.root(request.scope) + region_page(language, region)
            return RedirectResponse(page, HTTPStatus.SEE_OTHER)
        if not is_sent:
            return self._form(request, language, region, {WANTS_NEWS: YES})
        sign_up = read_sign_up(region, language.code, typed)
        if isinstance(sign_up, dict):
            return self._form(request, language, region, typed, mistakes=sign_up, status=HTTPStatus.BAD_REQUEST)
        return await self._keep(request, language, sign_up, typed)

    async def _keep(self, request: Request, language: Language, sign_up: SignUp, typed: Mapping[str, str]) -> Response:
        now = datetime.now(UTC)
        take = partial(
            self._sign_ups.take,
            sign_up,
            sender_in(request.scope),
            now,
            opened_at=_moment(typed.get(_OPENED, "")) or now,
            honeypot=typed.get(_HONEYPOT, ""),
        )
        try:
            outcome = await to_thread.run_sync(take, limiter=self._limiter)
        except StoreError as error:
            _log.error("%s", error)
            message, status = language.gettext(words.NOT_NOW), HTTPStatus.SERVICE_UNAVAILABLE
            return self._form(request, language, sign_up.region, typed, message=message, status=status)
        if outcome is not SignUpOutcome.KEPT:
            message = words.refusal(language, outcome)
            return self._form(request, language, sign_up.region, typed, message=message, status=_STATUSES[outcome])
        title, *said = words.thanks(language, has_mail=can_send_letters(self._addresses.public_url))
        return people_page(request, self._addresses, language, {"title": title, "said": said})

    def _form(
        self,
        request: Request,
        language: Language,
        region: str,
        typed: Mapping[str, str],
        *,
        mistakes: Mapping[str, Mistake] | None = None,
        message: str = "",
        status: HTTPStatus = HTTPStatus.OK,
    ) -> Response:
        labels = {field: language.gettext(words.FIELD_LABELS[field]) for field in MAX_LENGTHS}
        wrong = {
            field: mistake_message(language, labels.get(field, ""), each) for field, each in (mistakes or {}).items()
        }
        values = {
            "title": tell_me_in(language, region),
            "action": self._addresses.root(request.scope) + PEOPLE_PAGE,
            "message": message,
            "wrong": dict.fromkeys((*MAX_LENGTHS, WANTS_NEWS), "") | wrong,
            "is_wrong": bool(wrong),
            "typed": {field: typed.get(field, "") for field in (*MAX_LENGTHS, WANTS_NEWS, WOULD_HELP)},
            "labels": labels,
            "lengths": MAX_LENGTHS,
            "words": words,
            "yes": YES,
            "hidden": {
                _REGION: region,
                PARAMETER: language.code,
                _OPENED: typed.get(_OPENED) or str(int(datetime.now(UTC).timestamp())),
            },
            "honeypot": _HONEYPOT,
        }
        return people_page(request, self._addresses, language, values, status, template="people_form.html.jinja")

    async def _has_group(self, region: str) -> bool:
        await self._watch.first_look()
        data = self._watch.data
        return bool(data is not None and data.coverage["covered"].get(region, False))


def _moment(text: str) -> datetime | None:
    """The moment in a field of the form, None where there is none."""
    try:
        return datetime.fromtimestamp(int(text[:12]), UTC)
    except (ValueError, OverflowError, OSError):
        return None
