"""The process that observes macOS' applications, frozen."""

import ctypes
import sys

from app.watch.applications import main

sys.exit(main(ctypes.CDLL))
