"""Who draws desktop notifications (freedesktop.org specification 1.2), and whether a person sees buttons in them."""

from dataclasses import dataclass

NO_BUTTONS = {
    "dunst": "https://github.com/dunst-project/dunst/issues/234",
    "mako": "https://github.com/emersion/mako/issues/567",
}
"""Servers that say `actions` and draw no buttons: they want a menu of their own for them (seen with dunst 1.9.0)."""


@dataclass(frozen=True)
class Server:
    """Who draws notifications here, and what it can do."""

    name: str
    capabilities: frozenset[str]

    @property
    def draws_buttons(self) -> bool:
        """Whether a person sees something to press."""
        return "actions" in self.capabilities and self.name not in NO_BUTTONS
