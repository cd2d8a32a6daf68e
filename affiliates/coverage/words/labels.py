"""What the kinds of groups that a region has, and their verification, are called."""

from affiliates.coverage.metrics import Tier, Verification
from affiliates.languages.language import N_, NP_, Language

# Whole phrases, for map legends; regional groups are counted with the local ones.
_PHRASES = {
    Tier.NONE: N_("no group yet"),
    Tier.LOCAL: N_("local groups only"),
    Tier.STATEWIDE: N_("statewide groups only"),
    Tier.BOTH: N_("statewide and local groups"),
    Tier.UNKNOWN: N_("not known right now"),
}
_KINDS = {
    # TRANSLATORS: This and the next three are said of groups, also after their number: "2, statewide and local".
    Tier.NONE: NP_("kind of groups", "none"),
    Tier.LOCAL: NP_("kind of groups", "local only"),
    Tier.STATEWIDE: NP_("kind of groups", "statewide only"),
    Tier.BOTH: NP_("kind of groups", "statewide and local"),
    Tier.UNKNOWN: N_("not known right now"),
}
_VERIFICATIONS = {
    # TRANSLATORS: This and the next two are said of the groups that a place has.
    Verification.VERIFIED: NP_("verification", "verified"),
    Verification.STALE: NP_("verification", "stale"),
    Verification.NEVER: NP_("verification", "never verified"),
}


def tier_phrase(language: Language, tier: Tier) -> str:
    """Which groups there are, as a map's legend says it: "local groups only", "no group yet"."""
    return language.gettext(_PHRASES[tier])


def tier_name(language: Language, tier: Tier) -> str:
    """The kinds of groups, as a table says it below "Groups" or after their number: "local only", "none"."""
    return language.gettext(_KINDS[tier])


def verification_name(language: Language, verification: Verification) -> str:
    """Whether groups were verified: "verified", "stale", "never verified"."""
    return language.gettext(_VERIFICATIONS[verification])


def unknown(language: Language) -> str:
    """What stands in place of a number that nobody has published: "unknown"."""
    return language.pgettext("number", "unknown")
