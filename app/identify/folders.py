"""What the folder of a file says of who can have put it there."""

from app.patterns import regex

_SYSTEM = regex(
    r"(?:/usr)?/s?bin/[^/]+|(?:/usr)?/lib(?:32|64|x32|exec)?/(?:\w+-linux-\w+/)?[^/]+|/System/.+|/usr/libexec/.+"
)
_PACKAGED = regex(r"[/\\](?:node_modules|site-packages|dist-packages|extensions)[/\\]")


def is_system(path: str) -> bool:
    """Whether a file lies directly in a folder that all of the system's packages share (FHS 3.0, /usr).

    No npm or Python package has its folder there, so no owner is looked for. /usr/local, /opt and an application's own
    folder below /usr/lib or /usr/share are others' places.
    """
    return _SYSTEM().fullmatch(path) is not None


def is_sealed(path: str) -> bool:
    """Whether nobody can have put the file there, not even root: Apple's signed system volume (Platform Security).

    /usr/bin is not sealed: `sudo cp` puts a banned program there, and a digest may be that of a system's own program.
    Reading what is run there is cheap: all of Debian's /usr/bin and /usr/sbin take a second (1,181 files, 615 MB).
    """
    return path.startswith("/System/")


def is_packaged(path: str) -> bool:
    """Whether a file lies where npm, pip or an editor unpack what they install."""
    return _PACKAGED().search(path) is not None
