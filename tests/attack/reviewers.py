"""Reviewers who sign in without a browser."""

from http.cookies import SimpleCookie

import httpx

BROWSER_COOKIE = "affiliates_browser"


def signs_in(address: str, name: str, passphrase: str, *, sender: str, browser: str = "") -> httpx.Response:
    """Sends a passphrase from the address ``sender``; ``browser`` is the cookie of a browser that is known."""
    headers = {"Origin": address, "X-Forwarded-For": sender}
    if browser:
        headers["Cookie"] = f"{BROWSER_COOKIE}={browser}"
    return httpx.post(f"{address}/sign-in", data={"name": name, "passphrase": passphrase}, headers=headers)


def cookies_of(answer: httpx.Response) -> dict[str, str]:
    """The cookies that an answer gives to a browser."""
    cookies = SimpleCookie("; ".join(each.partition(";")[0] for each in answer.headers.get_list("set-cookie")))
    return {name: cookie.value for name, cookie in cookies.items()}
