"""The bundle for IT: versions, configuration, how things stand, and the log. Without secrets, names and home folders.

A zip of a few text files that anybody can open and read before it is sent.
"""

import io
import json
import platform
import re
import sys
import zipfile
from collections.abc import Mapping
from urllib.parse import urlsplit

from app import __version__
from app.host.config import Config
from app.host.paths import Paths
from app.lines import policy_line
from app.report.log import NAME
from app.sync.state import SyncState

_SHORTEST, _LONG = 3, 16
"""A name of one or two letters is in every word: leaving it out would leave nothing readable."""


def bundle(config: Config, paths: Paths, state: SyncState | None, versions: Mapping[str, str]) -> bytes:
    """The zip's bytes. `versions` are those of what else is worth knowing (Qt)."""
    private = _private(config, paths)
    files = {
        "system.json": json.dumps(_system(versions), indent=1),
        "configuration.json": json.dumps(_configuration(config), indent=1),
        "policy.json": json.dumps(policy_line(state) if state is not None else None, indent=1),
    }
    for log in sorted(paths.state.glob(f"{NAME}*")):
        files[log.name] = log.read_text("utf-8", errors="replace")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, redacted(text, private))
    return out.getvalue()


def redacted(text: str, private: Mapping[str, str]) -> str:
    """The text with every private word replaced, the longest first."""
    for word in sorted(private, key=len, reverse=True):
        # A name is replaced where it is a word of its own; a path and a secret wherever they stand.
        bounded = rf"(?<!\w){re.escape(word)}(?!\w)" if len(word) < _LONG else re.escape(word)
        text = private[word].join(re.split(bounded, text))
    return text


def _private(config: Config, paths: Paths) -> dict[str, str]:
    """What is not for the bundle, and what stands there instead."""
    words = {str(paths.home): "~", config.user: "<account>", config.device: "<computer>", platform.node(): "<computer>"}
    for secret in (config.token, config.enrol_code):
        if secret is not None:
            words[secret.value] = "<secret>"
    return {word: shown for word, shown in words.items() if len(word) >= _SHORTEST}


def _system(versions: Mapping[str, str]) -> dict[str, str]:
    return {
        "signpost": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "frozen": str(bool(getattr(sys, "frozen", False))),
        **versions,
    }


def _configuration(config: Config) -> dict[str, object]:
    """What is set, by kind: addresses without what may stand in them, of secrets only that there are any."""
    return {
        "policy_host": urlsplit(config.url).hostname,
        "poll_seconds": config.poll_seconds,
        "npm": config.npm,
        "npm_registry": urlsplit(config.npm_registry).hostname,
        "language": config.language,
        "groups": len(config.groups),
        "enrols": bool(config.enrol_url),
        "token": config.token is not None,
        "proxy": bool(config.network.proxy),
        "ca_bundle": bool(config.network.ca_bundle),
    }
