"""What the operator says about the server, beside what Streamlit's own settings say."""

import os
import re

from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

from affiliates.errors import SettingError
from affiliates.review.announcements import MailingList, mailing_list
from affiliates.review.mail import MailServer, mail_server
from affiliates.storage.replicas import REPLICAS, count_replicas
from affiliates.upkeep.relay.settings import relay_server

FRAME_ANCESTORS = "AFFILIATES_FRAME_ANCESTORS"
OPEN_METRICS = "AFFILIATES_OPEN_METRICS"
_SIGNS_COOKIES = "server.cookieSecret"
_MIN_LENGTH = 32
_SOURCE = re.compile(r"'self'|'none'|\*|https?:|(?:https?://)?(?:\*\.)?[a-z0-9.-]+(?::(?:[0-9]{1,5}|\*))?")


def reviewers_have_passphrases() -> bool:
    """Whether reviewers sign in with a passphrase: unless the secrets name an OpenID provider."""
    return not (secrets_singleton.load_if_toml_exists() and secrets_singleton.get("auth"))


def relay_mail() -> MailServer | None:
    """The mail server through which visitors may write to groups, None where they may not."""
    return relay_server(dict(secrets_singleton.get("smtp", {})) if secrets_singleton.load_if_toml_exists() else {})


def outgoing_mail() -> MailServer | None:
    """The mail server that the secrets name, None if there is none. Raises ``MailError`` if it cannot work."""
    return mail_server(dict(secrets_singleton.get("smtp", {}))) if secrets_singleton.load_if_toml_exists() else None


def reviewers_mailing_list() -> MailingList | None:
    """Who hears of what waits for a decision, None where nobody does. Raises ``MailError`` if no mail can go out."""
    if not secrets_singleton.load_if_toml_exists():
        return None
    return mailing_list(*(dict(secrets_singleton.get(section, {})) for section in ("smtp", "reviewers")))


def frame_ancestors() -> str:
    """Which sites may embed the find page and the pages of regions: any, unless AFFILIATES_FRAME_ANCESTORS names some.

    As Content-Security-Policy writes them ("https://endseclusion.org https://*.example.org", "'none'"). Raises
    ``SettingError`` for anything else.
    """
    named = os.environ.get(FRAME_ANCESTORS, "").casefold().split()
    # A shell takes the quotation marks away; without them both would be names of hosts.
    sources = [f"'{each}'" if each in {"self", "none"} else each for each in named] or ["*"]
    if not all(_SOURCE.fullmatch(each) for each in sources) or ("'none'" in sources and len(sources) > 1):
        raise SettingError(
            f"{FRAME_ANCESTORS} is “{' '.join(sources)}”: name sites such as https://endseclusion.org, with spaces "
            "between them, or 'self', or 'none'."
        )
    return " ".join(sources)


def require_shared_secret() -> None:
    """Raises ``SettingError`` where several processes serve the site and each would sign cookies with its own secret.

    Streamlit makes one at random unless it is set: a reviewer who signs in with a provider would be nobody to the next
    process, and could upload nothing there.
    """
    count = count_replicas()
    secret = config.get_option(_SIGNS_COOKIES) if config.is_manually_set(_SIGNS_COOKIES) else ""
    if secrets_singleton.load_if_toml_exists():
        secret = secrets_singleton.get("auth", {}).get("cookie_secret", secret)
    if count > 1 and len(str(secret)) < _MIN_LENGTH:
        raise SettingError(
            f"{REPLICAS} is {count}, and these processes have no secret in common: for each, set "
            f"STREAMLIT_SERVER_COOKIE_SECRET to the same random text of {_MIN_LENGTH} characters or more. One is: "
            "python -c 'import secrets; print(secrets.token_hex())'"
        )


def has_open_metrics() -> bool:
    """Whether Streamlit's figures at /_stcore/metrics may be read by whoever asks: only where the setting says 1."""
    return os.environ.get(OPEN_METRICS) == "1"
