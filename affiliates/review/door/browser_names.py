"""What kind of browser somebody signed in with, in words for themselves: "Firefox on Windows"."""

# In this order: browsers name those they are like, too.
_BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "iPhone": "an iPhone",
    "iPad": "an iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Mac OS X": "a Mac",
    "Linux": "Linux",
}
UNKNOWN_BROWSER = "an unknown browser"


def describe_browser(user_agent: str) -> str:
    """A browser and its system by the header ``User-Agent``, nothing of which is in the words but what we know."""
    browser = _first_in(user_agent, _BROWSERS)
    system = _first_in(user_agent, _SYSTEMS)
    return f"{browser} on {system}" if browser and system else browser or UNKNOWN_BROWSER


def _first_in(user_agent: str, names: dict[str, str]) -> str:
    return next((name for mark, name in names.items() if mark in user_agent), "")
