"""A removal to be drawn: what is listed of a banned tool in somebody's home."""

from app.desktop.removal.view import Removing, Stage
from app.setup.removable import Left, Piece, Removal, Why

_NPM = "npm @anthropic-ai/claude-code@2.1.330"


def removing() -> Removing:
    """Claude Code, set up twice by the person and once by the machine."""
    home = "/home/lin"
    pieces = (
        (f"{home}/.local/bin/claude", "link", "program claude"),
        (f"{home}/.local/share/claude/versions", "folder", "program claude"),
        (f"{home}/.npm-global/bin/claude", "link", _NPM),
        (f"{home}/.npm-global/lib/node_modules/@anthropic-ai/claude-code", "folder", _NPM),
    )
    goes = tuple(Piece(path, sort, part_of, 1, 1, 1) for path, sort, part_of in pieces)
    stays = (Left("/usr/lib/node_modules/@anthropic-ai/claude-code", Why.MACHINE),)
    return Removing(Stage.LISTED, "Claude Code", Removal("claude-code", goes, stays))
