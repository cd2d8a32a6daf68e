"""What the Alliance asks of affiliate groups and offers them, in its own words.

Source: the Alliance's pages endseclusion.org/about/our-affiliates/ and endseclusion.org/about/. Groups agree to these
exact sentences in English, so changing a single word of them calls for a new ``VERSION``. A translation is there to be
read beside them: what counts is the English until the Alliance approves one.
"""

from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.language import N_, Language, Message

VERSION = "2026-11"

ALLIANCE_SITE = "https://endseclusion.org/"
APPLICATION_PAGE = "https://endseclusion.org/about/our-affiliates/"

WHAT_AFFILIATES_ARE = N_(
    "Affiliate groups are independent state, provincial and local advocacy organizations. They are aligned with the "
    "Alliance Against Seclusion and Restraint, but not part of it."
)

WHAT_ALLIES_ARE = N_(
    "Allies are individuals and organizations who support the Alliance in its work to reduce and eliminate restraint "
    "and seclusion. They are not affiliate groups."
)
# The Alliance's page about itself, which speaks of its allies and says how to write to it.
CONTACT_PAGE = "https://endseclusion.org/about/"

DEFINITION = N_(
    "Alliance Against Seclusion and Restraint affiliate groups are state, provincial, and local advocacy "
    "organizations that share our core values, philosophy, and policy positions. While not part of the Alliance "
    "Against Seclusion and Restraint in structure or governance, affiliate groups are highly aligned. Affiliate "
    "groups may have unique positions, programs, and goals; however, they should be aligned with our core beliefs "
    "and mission to inform changes in policy and practice to reduce and eliminate the use of punitive discipline and "
    "outdated behavioral management approaches and end the school-to-prison pipeline."
)

FOUNDING = N_(
    "The Alliance Against Seclusion and Restraint (AASR) was formed to raise awareness about the use of aversive "
    "discipline practices including restraint, seclusion, suspension, expulsion, and corporal punishment. The "
    "mission of the AASR is to inform changes in policy and practice to reduce and eliminate the use of punitive "
    "discipline and outdated behavioral management approaches and end the school-to-prison pipeline. These practices "
    "disproportionately impact children with disabilities, Black and brown children, and boys. Not only are these "
    "practices ineffective, but they can also lead to significant trauma, injury and even death. There are better "
    "ways to work with all children and educate them in the classrooms across our nation. This is a serious issue, a "
    "civil rights issue, and human rights issues."
)

MISSION = N_(
    "Restraint and seclusion, outdated crisis management techniques that are commonly used in schools across the "
    "nation and beyond, are disproportionately used on disabled and minority children. These interventions are "
    "dangerous and can lead to significant trauma and injuries to students, teachers, and staff. Some children have "
    "even died as a result of the use of restraint and seclusion."
)

CORE_BELIEFS = (
    N_(
        "We believe in the reduction and elimination of the use of physical restraint and seclusion wherever they "
        "occur."
    ),
    N_("We believe in ending the use of corporal punishment in schools and homes across the world."),
    N_("We do not support compliance-based approaches to behavioral management, such as behaviorism."),
    N_("We support trauma-informed, neuroscience-aligned, relationship-driven, and collaborative approaches."),
)

OBLIGATIONS = (
    N_("Agree to support the core beliefs of the Alliance Against Seclusion and Restraint."),
    N_("Provide an organizational contact who will provide regular updates related to your group’s activity."),
    N_("Display an Alliance Against Seclusion and Restraint affiliate graphic on your website or social media."),
    N_(
        "Speak on behalf of your organization and refer people to the Alliance Against Seclusion and Restraint for our "
        "positions."
    ),
)

BENEFITS = (
    N_("AASR can provide guidance and support."),
    N_("AASR can amplify your message and reach."),
    N_("AASR can help support your local advocacy efforts."),
    N_("AASR can facilitate peer support."),
)

COMMUNITY_STANDARDS = N_(
    "The AASR social media platforms are intended to support a community that is interested in impacting positive "
    "change related to the use of restraint and seclusion in schools and supporting our mission, vision, and values. "
    "We recognize that our community is diverse and includes: parents, teachers, related professionals, "
    "administrators, self-advocates, attorneys, professional advocates, and others."
)

TEAM = N_(
    "AASR is a small dedicated volunteer group of parents and advocates. We are always looking for others to share "
    "their stories and help raise awareness on the issue."
)

# For the pages that show a translation of what groups agree to.
ENGLISH_COUNTS = N_("The English version counts until the Alliance approves a translation.")


def translation(language: Language, statement: Message) -> str:
    """A statement as its readers are helped to understand it, beside the English; empty where it is not translated."""
    text = language.gettext(statement)
    return "" if text == statement.text else text


def language_read(language: Language) -> str:
    """The code of the language in which a reader of this one gets what groups agree to: English unless all of it is
    translated."""
    is_translated = all(translation(language, each) for each in (*CORE_BELIEFS, *OBLIGATIONS))
    return language.code if is_translated else ENGLISH.code
