"""What reviewers may do for people who want a group where they live."""

from affiliates.people.desk import PeopleReview
from components.state.automatic_runs import is_automatic_run
from components.state.resources import sign_ins, store


def people_review() -> PeopleReview:
    """For the reviewer whose page is drawn; a page that runs again by itself does not keep them signed in."""
    return PeopleReview(store(), sign_ins(), is_active=not is_automatic_run())
