"""Signpost: tells people in real time when a tool is off limits at their company, and sets up the approved one."""

__version__ = "0.1.0"
