#!/bin/sh
# Checks and builds the site, and copies what changed to the server's folder: sh hosting/publish.sh FOLDER
# where FOLDER is a folder here, or user@server:/var/www/archive/
# It needs rsync, here and on the server.
set -eu
command -v rsync >/dev/null || { echo "Install rsync, which copies the site." >&2; exit 2; }
cd "$(dirname "$0")/.."
dateline check --published
dateline build
rsync --recursive --checksum --delay-updates --delete-delay \
  --exclude .dateline --exclude .dateline-staging public/ "$1"
