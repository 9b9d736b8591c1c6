"""Which paths a carry-over may name at all, whoever signed it: never a credential, never what runs by itself."""

import fnmatch

from app.patterns import regex

_PART = regex(r"[A-Za-z0-9._@+-]([A-Za-z0-9._@ +-]{0,98}[A-Za-z0-9._@+-])?")
_PATTERN = regex(r"[A-Za-z0-9._@+-]*\*[A-Za-z0-9._@+-]*")

CREDENTIALS = (
    ".credentials*",
    "credentials*",
    "*credentials.json",
    "oauth_creds*",
    "*oauth*token*",
    "auth.json",
    ".auth*",
    ".env",
    ".env.*",
    ".netrc",
    "_netrc",
    ".npmrc",
    ".pypirc",
    ".pgpass",
    ".git-credentials",
    "id_rsa*",
    "id_ed25519*",
    "id_ecdsa*",
    "*.pem",
    "*.key",
    "*.p12",
    "*.pfx",
    "*.keystore",
    "*.kdbx",
    ".ssh",
    ".gnupg",
    ".aws",
    ".kube",
    ".docker",
)
"""Names of files and folders that hold credentials: never opened, never a source, never a target. Capitals or not."""

_RUNS_BY_ITSELF = (
    ".bash*",
    ".profile",
    ".zsh*",
    ".zprofile",
    ".zlogin",
    ".kshrc",
    ".xprofile",
    ".xinitrc",
    ".xsession*",
    ".git",
    ".gitconfig",
    ".husky",
    "autostart",
    "systemd",
    "fish",
    "LaunchAgents",
    "bin",
    "Startup",
)
"""What a shell, a desktop or git runs: settings of a coding assistant never go there."""


def is_credential(name: str) -> bool:
    """Whether a file or folder of that name holds credentials, going by its name alone."""
    return any(fnmatch.fnmatchcase(name.lower(), pattern) for pattern in CREDENTIALS)


def source_fault(path: str) -> str:
    """What is wrong with a source, or "": a plain path, or one that ends in a pattern (`x/*.md`, `x/**`)."""
    *parts, last = path.split("/")
    if parts and parts[-1] == "**":
        parts.pop()
    if "*" in last and not (last == "**" or _PATTERN().fullmatch(last)):
        return f"{path!r} has another pattern than *, ** or **/* at its end"
    if "*" in last and not parts:
        return f"{path!r} would take a whole home folder or project"
    return _fault(path, [*parts, *([] if "*" in last else [last])])


def target_fault(path: str) -> str:
    """What is wrong with a target, or "": a plain path, with `/` at its end for a folder."""
    parts = path.removesuffix("/").split("/")
    if any(fnmatch.fnmatchcase(part, pattern) for part in parts for pattern in _RUNS_BY_ITSELF):
        return f"{path!r} is a place whose files are run"
    return _fault(path, parts)


def _fault(path: str, parts: list[str]) -> str:
    for part in parts:
        if part in (".", "..") or not _PART().fullmatch(part):
            return f"{path!r} must be a plain path below the home folder or the project: a/b"
        if is_credential(part):
            return f"{path!r} holds credentials, which are never carried over"
    return ""
