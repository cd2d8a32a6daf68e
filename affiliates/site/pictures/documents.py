"""Which pictures there are, and under which addresses."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from affiliates.geo.regions import region_names
from affiliates.languages.catalogs import languages
from affiliates.languages.language import Language
from affiliates.site.addresses import in_language
from affiliates.site.documents import Document, Documents, JoinedDocuments, SiteData
from affiliates.site.pictures.badge import badge_address, badge_svg


def documents(data: SiteData) -> Documents:
    """The previews of shared links, the icons with their manifest, and the graphic of each active group, by address."""
    others: Documents = {
        **{
            in_language(language, f"og/{region or 'default'}.png"): partial(_preview, data, region, language)
            for language in languages().values()
            for region in (None, *region_names())
        },
        "icon-192.png": partial(_icon, 192),
        "icon-512.png": partial(_icon, 512),
        "apple-touch-icon.png": _apple_touch_icon,
        "favicon.ico": _favicon,
        "manifest.webmanifest": _web_manifest,
    }
    badges = (_Badges(language, data.active_names) for language in languages().values())
    return JoinedDocuments(others, *badges)


class _Badges(Mapping[str, Callable[[], Document]]):
    """The graphics in one language, by address: there may be 100,000, so none is prepared before it is asked for."""

    def __init__(self, language: Language, names: Mapping[str, str]) -> None:
        self._language, self._names = language, names
        self._before, self._after = badge_address(language, "*").split("*")

    def __getitem__(self, address: str) -> Callable[[], Document]:
        group_id = address.removeprefix(self._before).removesuffix(self._after)
        if address != badge_address(self._language, group_id):
            raise KeyError(address)
        return partial(_badge, self._language, self._names[group_id])

    def __iter__(self) -> Iterator[str]:
        return (badge_address(self._language, group_id) for group_id in self._names)

    def __len__(self) -> int:
        return len(self._names)


# Imported when the first picture is drawn: what draws takes longer to load than a page takes to make.
def _preview(data: SiteData, region: str | None, language: Language) -> Document:
    from affiliates.site.pictures.preview import preview_png

    return Document(preview_png(data.coverage, region, language), "image/png")


def _icon(side: int) -> Document:
    from affiliates.site.pictures.icons import icon_png

    return Document(icon_png(side), "image/png")


def _apple_touch_icon() -> Document:
    from affiliates.site.pictures.icons import apple_touch_icon

    return Document(apple_touch_icon(), "image/png")


def _favicon() -> Document:
    from affiliates.site.pictures.icons import favicon

    return Document(favicon(), "image/vnd.microsoft.icon")


def _web_manifest() -> Document:
    from affiliates.site.pictures.icons import web_manifest

    return Document(web_manifest(), "application/manifest+json")


def _badge(language: Language, name: str) -> Document:
    return Document(badge_svg(language, name), "image/svg+xml")
