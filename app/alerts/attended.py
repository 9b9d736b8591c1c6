"""Whether somebody at this screen started a program, or cron, a service, a build or a line from afar did. Pure.

In doubt somebody did: an alert too many is better than a person who never hears of a ban.
"""

from collections.abc import Mapping

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")
_BUILD = "CI"
"""Set by every common build service, to say what it is."""
_FROM_AFAR = "SSH_CONNECTION"
"""Set by sshd for what it starts (ssh(1), section ENVIRONMENT)."""


def is_attended(variables: Mapping[str, str], control_group: str) -> bool:
    """Judge by the variables that were read at the start, and the systemd unit it runs in ("" where none is known)."""
    if variables.get(_BUILD, "").lower() in ("1", "true"):
        return False
    if any(variables.get(name) for name in _SCREENS):
        return True
    return _FROM_AFAR not in variables and not _is_service(control_group)


def _is_service(control_group: str) -> bool:
    """Whether the unit is a service: a system's, cron's among them, or a person's own, but not a session's scope."""
    parts = control_group.split("/")
    return "system.slice" in parts or any(part.endswith(".service") and not part.startswith("user@") for part in parts)
