"""What reviewers read who sign in, or whose sign-in has ended."""

from affiliates.errors import NotAllowedError, SignInProblem

FOR_VOLUNTEERS = "This page is for the volunteers who review applications."
NOT_NOW = "Signing in does not work right now. Please try again in a minute."
NOT_OUR_FORM = (
    "We could not take this form. Please try again here. If it goes on, tell whoever runs this site: the server may "
    "not know its own address (AFFILIATES_PUBLIC_URL)."
)
_MESSAGES = {
    SignInProblem.NOT_SIGNED_IN: "Please sign in.",
    SignInProblem.EXPIRED: "You were signed out because your time was up. Please sign in again.",
    SignInProblem.NOT_A_REVIEWER: "You are no longer a reviewer. Please ask whoever runs this site.",
    SignInProblem.CREDENTIAL_CHANGED: "You have a new passphrase. Please sign in with it.",
    SignInProblem.WRONG_CREDENTIALS: "This name and passphrase do not match. Please check both and try again.",
    SignInProblem.TOO_MANY_FROM_ADDRESS: (
        "There were too many wrong attempts from where you are. Please try again in ten minutes, or with a browser in "
        "which you signed in before."
    ),
    SignInProblem.BUSY: "Many people are signing in right now. Please try again in a minute.",
    SignInProblem.LOGIN_ENDED: "Your sign-in has ended. Please sign in again.",
    SignInProblem.LOGIN_TOO_OLD: "Your sign-in is too old. Please sign in again.",
    SignInProblem.EMAIL_NOT_VERIFIED: "Your account has no verified email address, so we cannot tell who you are.",
    SignInProblem.EMAIL_NOT_LISTED: (
        "Your email address is not on the list of reviewers. Please ask whoever runs this site."
    ),
}


def sign_in_message(error: NotAllowedError) -> str:
    """Why somebody is not signed in, and what to do."""
    if error.reason is SignInProblem.TOO_MANY_ATTEMPTS:
        return f"There were too many wrong attempts. Please wait {error.seconds:.0f} seconds and try again."
    return _MESSAGES[error.reason]
