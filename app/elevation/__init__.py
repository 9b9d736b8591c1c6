"""Elevation: the one part of Signpost that runs as root, started by pkexec with a verb and the name of a target."""
