"""What a visitor reads about allies: the same on the app's page and on the page without scripts."""

from affiliates.languages.language import N_

ALLIES = N_("Allies")
NO_LOCAL_GROUP = N_("To find people near you who help families, look for a group.")
FIND_A_GROUP = N_("Find a group near you")
NOBODY_YET = N_("Nobody is listed here yet. You could be the first.")
BECOME_AN_ALLY = N_("Become an ally")
ABOUT_BECOMING = N_(
    "Are you a person, or an organization, that shares the core beliefs of the Alliance? Tell us who you are and what "
    "you do. A volunteer reads it before it is shown here."
)
WOULD_LIKE_TO = N_("We would like to be an ally")
