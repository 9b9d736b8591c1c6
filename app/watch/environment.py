"""The only variables ever taken from a process: what says which package started it. All others are the person's own."""

ALLOWED = (
    "BUN_BE_BUN",
    "BUN_OPTIONS",
    "ELECTRON_RUN_AS_NODE",
    "HOME",
    "LD_TRACE_LOADED_OBJECTS",
    "NODE_OPTIONS",
    "PWD",
    "PYTHONPATH",
    "RUBYOPT",
    "VIRTUAL_ENV",
    "npm_execpath",
    "npm_lifecycle_event",
    "npm_package_name",
)

VALUE_LIMIT = 4096
"""Longer values (in bytes, or characters where the platform has those) are left out."""
