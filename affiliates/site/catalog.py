"""Every document of the site, by its address."""

from affiliates.site.data_files.documents import documents as data_files
from affiliates.site.documents import Document, Documents, SiteData
from affiliates.site.pictures.documents import documents as pictures


class Site:
    """The site made from one ``SiteData``: each document is made when it is asked for."""

    def __init__(self, data: SiteData) -> None:
        """Makes nothing yet."""
        self.data = data
        self._documents: Documents = {**data_files(data), **pictures(data)}

    def addresses(self) -> tuple[str, ...]:
        """The address of every document, as ``Documents`` describes them."""
        return tuple(self._documents)

    def document(self, address: str) -> Document | None:
        """The document at an address, None where there is none."""
        make = self._documents.get(address)
        return make() if make else None
