"""Launches as they happen: the kernel's proc connector on Linux, polling where it is not there."""
