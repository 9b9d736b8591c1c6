"""The watcher process, frozen."""

import sys

from app.watch.helper import main

sys.exit(main(sys.argv[1:]))
