"""Organizations whose website is gone: families are not led there, and their card says so."""

from collections.abc import Collection, Iterable

from affiliates.support.schema import SupportOrganization


class WithoutWebsite(SupportOrganization):
    """An organization as it is shown while the website that its entry names is gone: without one."""


def without_gone_websites(
    organizations: Iterable[SupportOrganization], gone: Collection[str]
) -> tuple[SupportOrganization, ...]:
    """The organizations in their order; where the address of the website is among ``gone``, without it."""
    return tuple(
        WithoutWebsite.model_construct(**dict(each) | {"website": ""}) if each.website in gone else each
        for each in organizations
    )
