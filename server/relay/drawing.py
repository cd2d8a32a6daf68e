"""Every state of the page on which a visitor writes to a group: the form, what became of it, and why there is none."""

from collections.abc import Collection, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from affiliates.content.find_words import help_in
from affiliates.content.group_words import group_links
from affiliates.directory.mistakes import Mistake, mistake_message
from affiliates.geo.regions import region_names
from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.language import Language, Message
from affiliates.languages.preference import PARAMETER, language_with, preferred_language
from affiliates.reports.html.environment import Link, render_html
from affiliates.site.addresses import WRITE_PAGE
from affiliates.upkeep.relay import words
from affiliates.upkeep.relay.message import LABELS, MAX_LENGTHS
from server.addresses import Addresses

HONEYPOT = "homepage"
_TEMPLATES = Path(__file__).parent.with_name("templates")
# A row of ``Directory.groups``, by column.
Group = Mapping[str, Any]


class Drawing:
    """The page for one request, in the language that its address or form names, else in the browser's."""

    def __init__(
        self, request: Request, addresses: Addresses, asked_language: str, *, gone_links: Collection[str]
    ) -> None:
        """Draws nothing yet; to ``gone_links`` nobody is led."""
        preferred = preferred_language(request.headers.get("Accept-Language", ""))
        self.language: Language = language_with(asked_language) or preferred
        self._root, self._map = addresses.root(request.scope), addresses.map_in(self.language, request.scope)
        self._gone_links = gone_links

    def form(
        self,
        group: Group,
        token: str,
        values: Mapping[str, str] | None = None,
        notice: str | Message = "",
        *,
        mistakes: Mapping[str, Mistake] | None = None,
        status: HTTPStatus = HTTPStatus.OK,
    ) -> Response:
        """The form with what was typed in it; ``mistakes`` stand below the ``notice`` and at their fields."""
        form = {
            "action": f"{self._root}{WRITE_PAGE}",
            "hidden": {"group": group["id"], "form": token, PARAMETER: self.language.code},
            "honeypot": HONEYPOT,
            "labels": LABELS,
            "max_lengths": MAX_LENGTHS,
            "values": values or dict.fromkeys(LABELS, ""),
            "mistakes": {
                field: mistake_message(self.language, self.language.gettext(LABELS[field]), mistake)
                for field, mistake in (mistakes or {}).items()
            },
            "explanation": words.explanation(self.language),
            "consent": words.consent(self.language),
        }
        said = self.language.gettext(notice) if isinstance(notice, Message) else notice
        return self._page(words.title(self.language, group["name"]), status, group, form=form, notice=said)

    def message(self, message: Message, status: HTTPStatus) -> Response:
        """Why there is no form."""
        return self._page(self.language.gettext(message), status, None)

    def sent(self, group: Group, email: str) -> Response:
        """What happens next."""
        next_steps = words.what_happens_next(self.language, group["name"], email)
        return self._page(self.language.gettext(words.SENT_TITLE), HTTPStatus.OK, group, next_steps=next_steps)

    def _page(self, title: str, status: HTTPStatus, group: Group | None, **values: Any) -> Response:
        shown = {
            "title": title,
            "form": None,
            "notice": "",
            "next_steps": (),
            "ways": self._other_ways(group) if group else (),
            "in_danger": words.IN_DANGER,
            "help": self._help(group) if group else None,
            "map": self._map,
            **values,
        }
        page = render_html("write.html.jinja", shown, language=self.language, folder=_TEMPLATES)
        return Response(page, status, media_type="text/html; charset=utf-8")

    def _other_ways(self, group: Group) -> list[Link]:
        return [Link(*each) for each in group_links(self.language, group, self._gone_links)]

    def _help(self, group: Group) -> Link | None:
        """Who helps in the first region of a group."""
        region = next((code for code in group["regions"] if code in region_names()), "")
        asked = {"region": region} | ({} if self.language == ENGLISH else {PARAMETER: self.language.code})
        return Link(help_in(self.language, region), f"{self._root}?{urlencode(asked)}") if region else None
