"""Where the links of a page lead: relative inside the site, so that a copy works from any address, and from a file."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from affiliates.content.charter import APPLICATION_PAGE, CONTACT_PAGE
from affiliates.content.find_words import NAVIGATION
from affiliates.geo.regions import region_names
from affiliates.languages.catalogs import ENGLISH, languages
from affiliates.languages.language import Language
from affiliates.languages.preference import PARAMETER
from affiliates.reports.html.environment import Link
from affiliates.site.addresses import WRITE_PAGE, allies_page, in_language, places_page, region_page
from affiliates.site.documents import SiteData

# What answers beside the site.
PEOPLE_PAGE = "people"
PLACE_PAGE = "place"
# What is sent there: what was typed into the box for a place, and whether it stood in the app's own page.
PLACE_FIELD, MAX_PLACE_LENGTH, IN_APP = "place", 200, "app"
# What other rooms of the site make.
TABLE = "groups.csv"
FEED, DEFAULT_PICTURE = "feed.atom", "og/default.png"
ICON, TOUCH_ICON, WEB_MANIFEST = "icon-192.png", "apple-touch-icon.png", "manifest.webmanifest"


@dataclass(frozen=True)
class Links:
    """The links of one page.

    Attributes
    ----------
    language
        The one that the page is written in; what it leads to is in the same.
    root
        How the page leads to the root of the site, such as ``../``.
    stays_in_app
        Whether a region leads to the app's own address for it: in the answer that stands there until the app is drawn.
    is_language_asked
        Whether the address of the page names the language, for its links to do so too.
    """

    data: SiteData
    root: str
    language: Language = ENGLISH
    stays_in_app: bool = False
    is_language_asked: bool = False

    @property
    def gone_links(self) -> Collection[str]:
        """The addresses that no page leads to, because nothing is there any more."""
        return self.data.gone_links

    @property
    def reachable_groups(self) -> Collection[str]:
        """The ids of the groups whose contact takes messages of visitors."""
        return self.data.reachable_groups

    @property
    def places(self) -> str:
        """The map with every place."""
        return self.app() if self.stays_in_app else self.page(places_page(self.language))

    @property
    def allies(self) -> str:
        """The page of allies."""
        return self.app("allies") if self.stays_in_app else self.page(allies_page(self.language))

    @property
    def become_ally(self) -> str:
        """The form for an ally; without the app, the Alliance's own page about how to write to it."""
        return self.app("allies") or CONTACT_PAGE

    @property
    def navigation(self) -> list[Link]:
        """The pages that the app's header leads to; in a copy without the app, those of them that there are."""
        there = {"": self.places, "apply": self.app("apply") or APPLICATION_PAGE}
        links = [
            Link(self.language.gettext(text), there.get(path) or self.app(path)) for path, text in NAVIGATION.items()
        ]
        return [link for link in links if link.href]

    def in_languages(self, address: str) -> list[tuple[Language, str]]:
        """The other languages, and where the page with this address in English is in each."""
        others = (language for language in languages().values() if language != self.language)
        return [(language, self.page(in_language(language, address))) for language in others]

    def in_languages_of_app(self, region: str | None) -> list[tuple[Language, str]]:
        """The same for the app's own page: of a region, or of all places."""
        elsewhere = {
            language: replace(self, language=language, is_language_asked=True)
            for language in languages().values()
            if language != self.language
        }
        return [(language, each.region(region) if region else each.places) for language, each in elsewhere.items()]

    def alternates(self, address: str) -> list[tuple[str, str]]:
        """The public address of the page with this address in English in every language, by its code."""
        return [(language.code, self.absolute(in_language(language, address))) for language in languages().values()]

    @property
    def add_group(self) -> str:
        """The form for a group that is to be listed; without the app, the Alliance's own page about it."""
        return f"{self.app('apply')}#apply" if self.app("apply") else APPLICATION_PAGE

    def region(self, region: str) -> str:
        """What is there for families in a region."""
        return self.app(region=region) if self.stays_in_app else self.page(region_page(self.language, region))

    def group(self, group_id: str, regions: Collection[str]) -> str:
        """A group on the page of the first region it serves; empty where it serves whole countries only."""
        region = next((code for code in regions if code in region_names()), "")
        prefix = "" if self.stays_in_app else "static-"
        return f"{self.region(region)}#{prefix}group-{group_id}" if region else ""

    def page(self, address: str) -> str:
        """A page of the site; in a copy by the name of its file, which a browser does not add to a folder."""
        return self.root + address + ("index.html" if self.data.is_copy else "")

    def file(self, address: str) -> str:
        """A file of the site."""
        return self.root + address

    def app(self, page: str = "", **query: str) -> str:
        """The interactive map, or another page of the app; empty where there is none."""
        if self.data.is_copy and not self.data.app_url:
            return ""
        if self.is_language_asked or self.language != ENGLISH:
            query |= {PARAMETER: self.language.code}
        asked = f"?{urlencode(query)}" if query else ""
        return (self.data.app_url or self.root) + page + asked

    def all_groups(self, region: str) -> str:
        """The app's list of all groups that serve a region; without the app, the table of all groups."""
        app = self.app(region=region)
        return f"{app}#groups" if app else self.file(TABLE)

    def start_group(self, region: str) -> str:
        """The form for a new group; without the app, the Alliance's own page about it."""
        return self.app("apply", region=region) or APPLICATION_PAGE

    def write(self, group_id: str) -> str:
        """The page on which visitors write to a group; empty without the app."""
        return self.app(WRITE_PAGE, group=group_id)

    @property
    def place_form(self) -> str:
        """Where the box for a place is sent; empty in a copy, where nobody answers."""
        return "" if self.data.is_copy else self.root + PLACE_PAGE

    @property
    def place_fields(self) -> dict[str, str]:
        """What is sent along with it: the language to answer in, unless that is the browser's choice, and that the app
        is to answer."""
        fields = {PARAMETER: self.language.code} if self.is_language_asked or not self.stays_in_app else {}
        return fields | ({IN_APP: "1"} if self.stays_in_app else {})

    def people(self, region: str) -> str:
        """The form of those who want a group in a region; empty without the app."""
        return self.app(PEOPLE_PAGE, region=region)

    def correct(self, group_id: str) -> str:
        """The form that reports a mistake in a group's entry; empty without the app."""
        return self.app("correct", group=group_id)

    def graphic(self, group_id: str) -> str:
        """Where those who are in a group find the graphic for their website; empty without the app."""
        return self.app("correct", group=group_id, own="graphic")

    def correct_organization(self, organization_id: str) -> str:
        """The form that reports a mistake about an organization that helps families; empty without the app."""
        return self.app("correct", organization=organization_id)

    def absolute(self, address: str) -> str:
        """The public address of a document of the site."""
        return self.data.base_url + address
