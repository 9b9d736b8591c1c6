"""The only variables ever taken from a process: what says which package started it. All others are the person's own."""

ALLOWED = ("PWD", "BUN_BE_BUN", "npm_package_name", "npm_lifecycle_event", "npm_execpath", "VIRTUAL_ENV")

VALUE_LIMIT = 4096
"""Longer values (in bytes, or characters where the platform has those) are left out."""
