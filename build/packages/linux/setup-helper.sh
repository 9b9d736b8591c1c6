#!/bin/sh
# The elevated set-up helper of the version in use. polkit's action com.signpost.setup names this file.
exec /usr/lib/signpost/current/signpost setup-helper "$@"
