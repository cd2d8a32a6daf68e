#!/bin/sh
# Makes sure that the programs are there which the tests open things with: Chromium the pages, poppler the PDF reports,
# LibreOffice the Excel reports, and nginx, whose settings are tested. Installs Debian's where that is allowed, else says
# what to do. A test that needs one of them is never left out quietly.
missing=""
is_there() {
    for name in "$@"; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}
# The headless shell is the same engine and a third faster; where it cannot be installed, any Chromium will do.
can_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1
}
if ! is_there chromium-headless-shell; then
    if can_install || ! is_there chromium chromium-browser google-chrome; then
        missing="$missing chromium-headless-shell fonts-liberation"
    fi
fi
is_there pdftotext && is_there pdftoppm || missing="$missing poppler-utils"
is_there soffice libreoffice || missing="$missing libreoffice-calc-nogui"
# Where nginx is installed it begins to serve the machine, so only its files are taken (tools/replicas.py finds them).
get_nginx() {
    mkdir -p .venv/nginx && cd .venv/nginx && rm -f ./*.deb
    if [ "$(id -u)" = 0 ]; then
        apt-get update -qq
    fi
    apt-get download -qq nginx && dpkg -x ./*.deb . && rm -f ./*.deb && [ -x usr/sbin/nginx ]
}
if ! PATH="$PATH:/usr/sbin:/sbin:.venv/nginx/usr/sbin" is_there nginx; then
    echo "Getting nginx, whose settings are tested ..."
    (get_nginx) >/dev/null 2>&1 ||
        echo "There is no nginx, so deploy/nginx.conf is not tested. On Debian: apt-get install nginx-light" >&2
fi
[ -z "$missing" ] && exit 0

if can_install; then
    echo "Installing what the tests open things with:$missing ..."
    # shellcheck disable=SC2086  the names are meant to be several words
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing \
        >/dev/null && exit 0
fi
echo "The tests need programs that are missing. On Debian: apt-get install$missing; then run make test again." >&2
exit 1
