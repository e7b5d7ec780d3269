#!/bin/sh
# Checks and builds the site, and copies what changed to the server's folder: sh hosting/publish.sh FOLDER
# where FOLDER is a folder here, or user@server:/var/www/archive/
# It needs rsync, here and on the server.
set -eu
command -v rsync >/dev/null || { echo "Install rsync, which copies the site." >&2; exit 2; }
cd "$(dirname "$0")/.."

# What is not of the site is deleted there, so a folder with anything else is left alone.
there=$(rsync --list-only "${1%/}/" 2>/dev/null | grep -v ' \.$' || true)
if [ -n "$there" ] && ! echo "$there" | grep -q ' sitemap\.xml$'; then
  echo "$1 has files that are not of this archive, and would be deleted. Give it a folder of its own." >&2
  exit 2
fi

dateline check --published
dateline build
rsync --recursive --checksum --delay-updates --delete-delay \
  --exclude .dateline --exclude .dateline-staging public/ "$1"
