#!/bin/sh
# The elevated set-up helper of the version that is installed.
exec "@APP@/Contents/MacOS/signpost" setup-helper "$@"
