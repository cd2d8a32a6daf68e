"""What reviewers may do about letters that groups have ended."""

from affiliates.upkeep.desk import LetterReview
from components.state.resources import current_entries, review_service, store


def letter_review() -> LetterReview:
    """For the reviewer whose page is drawn."""
    return LetterReview(store(), review_service(), current_entries)
