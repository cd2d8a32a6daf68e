#!/bin/sh
# Makes sure that a Chromium is there for the browser tests: installs Debian's where that is allowed, else says what
# to do. A browser test is never left out quietly.
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests ..."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null && exit 0
fi
echo "The browser tests need Chromium: install it (on Debian: apt-get install chromium) and run make test again." >&2
exit 1
