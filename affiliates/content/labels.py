"""What visitors read for the codes in a group's entry: how far it reaches, its state, its languages and links."""

from urllib.parse import urlsplit

from affiliates.directory.links import SITE_NAMES, leads_to_another_site
from affiliates.directory.schema import Scope, Status, language_name
from affiliates.languages.language import N_, Language

_SCOPES = {
    Scope.LOCAL: N_("Local"),
    Scope.REGIONAL: N_("Regional"),
    Scope.STATEWIDE: N_("Statewide"),
    Scope.NATIONAL: N_("National"),
    Scope.VIRTUAL: N_("Virtual"),
}
_STATUSES = {Status.ACTIVE: N_("Active"), Status.PAUSED: N_("Paused"), Status.INACTIVE: N_("Inactive")}
# Languages that Babel has no name for, everywhere or in some of ours.
_SIGN_LANGUAGES = {"ase": N_("American Sign Language"), "fcs": N_("Quebec Sign Language")}


def scope_label(language: Language, scope: str) -> str:
    """How far a group reaches, standing alone: "Statewide"."""
    return language.gettext(_SCOPES[Scope(scope)])


def status_label(language: Language, status: str) -> str:
    """Whether a group can be reached, standing alone: "Paused"."""
    return language.gettext(_STATUSES[Status(status)])


def language_label(language: Language, code: str) -> str:
    """The name of the language with this ISO 639 code, standing alone: "American Sign Language"; its code if it has no
    name."""
    name = language.locale.languages.get(code)
    if not name:
        name = language.gettext(_SIGN_LANGUAGES[code]) if code in _SIGN_LANGUAGES else language_name(code) or code
    return name[:1].upper() + name[1:]


def link_column_label(language: Language, column: str) -> str:
    """What visitors see a column of links called: "Website", "Facebook"."""
    if column in SITE_NAMES:
        return SITE_NAMES[column]
    return language.gettext("Website") if column == "website" else language.gettext("Other link")


def link_label(language: Language, column: str, link: str) -> str:
    """What visitors see a link called: its site, and for Facebook whether it is a group or a page.

    A link that leads to another site than that of its column is not called by that site's name.
    """
    if leads_to_another_site(column, link):
        return language.gettext("Other link")
    if column == "facebook":
        is_group = "/groups/" in urlsplit(link).path
        return language.gettext("Facebook group") if is_group else language.gettext("Facebook page")
    return link_column_label(language, column)
