#!/bin/sh
# What an AppImage starts. A double click says nothing: then Signpost begins, and shows its window.
[ "$#" -gt 0 ] || set -- run --window
here=$(dirname "$(readlink -f "$0")")
exec "$here/usr/lib/signpost/signpost" "$@"
