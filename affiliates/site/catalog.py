"""Every document of the site, by its address."""

from collections.abc import Collection

from affiliates.languages.language import Language
from affiliates.site.data_files.documents import documents as data_files
from affiliates.site.documents import Document, Documents, JoinedDocuments, SiteData
from affiliates.site.pages.documents import Pages, ShellParts
from affiliates.site.pictures.documents import documents as pictures


class Site:
    """The site made from one ``SiteData``: each of its ``documents`` is made when it is asked for."""

    def __init__(self, data: SiteData) -> None:
        """Makes no document yet."""
        self.data = data
        self._pages = Pages(data)
        self.documents: Documents = JoinedDocuments(self._pages.documents(), data_files(data), pictures(data))

    def addresses(self) -> Collection[str]:
        """The address of every document, as ``Documents`` describes them."""
        return self.documents.keys()

    def document(self, address: str) -> Document | None:
        """The document at an address, None where there is none."""
        make = self.documents.get(address)
        return make() if make else None

    def shell_parts(self, region: str | None, language: Language, *, is_language_asked: bool) -> ShellParts:
        """What stands in the app's own page until the app is drawn: for a region, or with None for all places."""
        return self._pages.shell_parts(region, language, is_language_asked=is_language_asked)
