"""What the answer of a server says about a link."""

import re
import ssl
from urllib.parse import urlsplit

from affiliates.storage.contract.links import LinkFinding
from affiliates.upkeep.links.requests import Answer

_GONE = {404, 410}
# What OpenSSL calls a certificate whose last day is over.
_X509_EXPIRED = 10
_SIGN_IN_PATH = re.compile(r"/(?:log-?in|sign-?in|checkpoint|authwall|challenge)(?:[/._-]|$)", re.IGNORECASE)
_PARKING_HOSTS = re.compile(
    r"(?:^|\.)(?:afternic|bodis|dan|domainmarket|hugedomains|parkingcrew|sedo|sedoparking|undeveloped)\.(?:com|net)$"
)
# What stands on pages that sell a name, and not on those that write about it: each names the domain itself.
_PARKED = re.compile(
    rb"(?:this|the) (?:web ?site|domain)(?: name)? [^<>\"]{0,80}?(?:is|may be) (?:for sale|available for purchase)"
    rb"|(?:buy|inquire about) this domain|this domain (?:is|has been) (?:parked|expired)"
    rb"|(?:sedoparking|parkingcrew|bodis|hugedomains|afternic)\.(?:com|net)/",
    re.IGNORECASE,
)


def finding_of(address: str, answer: Answer) -> LinkFinding:
    """What an answer says that sends us nowhere else."""
    if answer.status in _GONE:
        return LinkFinding.GONE
    if answer.status >= 500:
        return LinkFinding.UNREACHABLE
    if not 200 <= answer.status < 300:
        return LinkFinding.REFUSED
    if _PARKING_HOSTS.search(urlsplit(address).hostname or "") or _PARKED.search(answer.body):
        return LinkFinding.PARKED
    return LinkFinding.FINE


def asks_to_sign_in(address: str) -> bool:
    """Whether an address is that of a page to sign in, which stands before whatever is there."""
    return _SIGN_IN_PATH.search(urlsplit(address).path) is not None


def is_expired_certificate(error: BaseException | None) -> bool:
    """Whether an error, or one that caused it, says that a certificate has ended.

    No other fault of a certificate is told from a browser that knows more authorities than we do.
    """
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error.verify_code == _X509_EXPIRED
        error = error.__cause__ or error.__context__
    return False
