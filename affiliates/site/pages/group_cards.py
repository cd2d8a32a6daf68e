"""Groups as the templates show them, as many as a page on a slow phone line can take."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from html import escape
from typing import Protocol

from affiliates.content.group_words import (
    GroupRow,
    can_be_written_to,
    gone_links_note,
    group_facts,
    group_links,
    is_ally_row,
    verified,
)
from affiliates.content.labels import status_label
from affiliates.directory.schema import Status
from affiliates.languages.language import Language
from affiliates.reports.html.environment import Link

_MARKUP = 380  # bytes of a card that are not its own texts
# How much of one text is shown of a group that is too long for its page; the form for groups takes 1,500 at most.
_MAX_NAME, _MAX_DESCRIPTION, _MAX_FACT, _MAX_ADDRESS = 300, 1_500, 200, 500


class CardLinks(Protocol):
    """What the cards of a page need to know: where their links lead, which is empty where there is no such page, the
    addresses where nothing is any more, and the ids of the groups that visitors can write to."""

    @property
    def language(self) -> Language:
        """That of the page."""

    @property
    def gone_links(self) -> Collection[str]:
        """The addresses that no page leads to."""

    @property
    def reachable_groups(self) -> Collection[str]:
        """The groups whose contact takes messages of visitors."""

    def group(self, group_id: str, regions: Collection[str]) -> str:
        """The group on the page of its region."""

    def write(self, group_id: str) -> str:
        """The page on which visitors write to it."""

    def correct(self, group_id: str) -> str:
        """The form that reports a mistake in its entry."""

    def graphic(self, group_id: str) -> str:
        """What it shows on its own site."""


@dataclass(frozen=True)
class GroupCard:
    """One group. ``note`` is our own sentence about it, ``gone_links`` the one about links that are gone.

    ``status`` is said of a group that is not active, else empty.
    ``language`` is the code of that of its name and description where it is known and another one than the page's.
    ``message`` leads to the page on which visitors write to it, ``share`` to the group on the page of its region,
    ``correction`` to the form, ``graphic`` to what the group shows on its own site; empty where there is none.
    """

    id: str
    name: str
    note: str
    facts: tuple[str, ...]
    status: str
    description: str
    language: str
    links: tuple[Link, ...]
    message: str
    gone_links: str
    verified: str
    share: str
    correction: str
    graphic: str

    @property
    def size(self) -> int:
        """About how many bytes the card takes on the page; those outside ASCII twice, as they are hard to compress."""
        texts = (self.name, *self.facts, self.description, *(link.href for link in self.links), self.message)
        written = [escape(text) for text in texts]
        return _MARKUP + sum(2 * len(text.encode(errors="replace")) - len(text) for text in written)


@dataclass(frozen=True)
class CardList:
    """The groups that a page shows, and how many more there are."""

    cards: tuple[GroupCard, ...] = ()
    left_out: int = 0


def group_card(group: GroupRow, links: CardLinks, note: str = "") -> GroupCard:
    """A group, by the columns of ``Directory.groups``, as its card shows it; or an ally, which no region's page has."""
    is_active, is_ally = group["status"] == Status.ACTIVE, is_ally_row(group)
    return GroupCard(
        id=group["id"],
        name=group["name"],
        note=note,
        facts=tuple(group_facts(links.language, group)),
        status="" if is_active else status_label(links.language, group["status"]),
        description=group["description"],
        language=_own_language(group, links.language),
        links=tuple(Link(*each) for each in group_links(links.language, group, links.gone_links)),
        message=links.write(group["id"]) if can_be_written_to(group, links.reachable_groups) else "",
        gone_links=gone_links_note(links.language, group, links.gone_links),
        verified=verified(links.language, group),
        share=links.group(group["id"], group["regions"]) if not is_ally else "",
        correction=links.correct(group["id"]),
        graphic=links.graphic(group["id"]) if is_active and not is_ally else "",
    )


def _own_language(group: GroupRow, page: Language) -> str:
    """The language in which a group wrote its texts: that which it speaks, if it is a single one."""
    spoken = group["languages"]
    return spoken[0] if len(spoken) == 1 and spoken[0] != page.code else ""


def cards_that_fit(cards: Iterable[GroupCard], count: int, *, limit: int, room: int) -> CardList:
    """The first of ``count`` cards: at most ``limit``, with texts of at most ``room`` bytes.

    The first card is always there; where it is too long, its texts are cut, which an ellipsis tells.
    """
    shown: list[GroupCard] = []
    for card in cards:
        fitting = card if shown or card.size <= room else _shortened(card)
        room -= fitting.size
        if len(shown) == limit or (shown and room < 0):
            break
        shown.append(fitting)
    return CardList(tuple(shown), count - len(shown))


def _shortened(card: GroupCard) -> GroupCard:
    return replace(
        card,
        name=_cut(card.name, _MAX_NAME),
        facts=tuple(_cut(fact, _MAX_FACT) for fact in card.facts),
        description=_cut(card.description, _MAX_DESCRIPTION),
        links=tuple(link for link in card.links if len(link.href) <= _MAX_ADDRESS),
    )


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
