"""Where the links on cards lead from the app, in the language that its address asks for."""

from collections.abc import Collection
from dataclasses import dataclass

from affiliates.geo.regions import region_names
from affiliates.languages.language import Language
from affiliates.site.addresses import WRITE_PAGE
from components.state.language import current_language
from components.state.lists.organizations import gone_links, reachable_groups
from components.state.url import relative_url


def group_anchor(group_id: str) -> str:
    """The id of a group's card, that links lead to; what it begins with keeps it apart from those of other parts."""
    return f"group-{group_id}"


@dataclass(frozen=True)
class PublicLinks:
    """The links of cards that every visitor sees; they have to be asked for within a run."""

    language: Language
    gone_links: Collection[str]
    reachable_groups: Collection[str]

    def group(self, group_id: str, regions: Collection[str]) -> str:
        """The group on the page of the first region it serves, else in the list of all groups."""
        region = next((code for code in regions if code in region_names()), "")
        return relative_url("", group_anchor(group_id), **({"region": region} if region else {}))

    def write(self, group_id: str) -> str:
        """The page on which visitors write to a group."""
        return relative_url(WRITE_PAGE, group=group_id)

    def correct(self, group_id: str) -> str:
        """The form that reports a mistake in a group's entry."""
        return relative_url("correct", group=group_id)

    def graphic(self, group_id: str) -> str:
        """Where those who are in a group find the graphic for their website."""
        return relative_url("correct", group=group_id, own="graphic")


def public_links() -> PublicLinks:
    """The links of this visitor's cards."""
    return PublicLinks(current_language(), gone_links(), reachable_groups())
