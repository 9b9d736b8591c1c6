"""The bundle for IT: versions, configuration, how things stand, what is wrong, the log, crashes and where threads are.

A zip of a few text files that anybody can open and read before it is sent; nothing in this program sends it. Secrets,
names and home folders are left out of every file, however they are written (`app.host.redaction`).
"""

import io
import json
import platform
import zipfile
from collections.abc import Mapping
from urllib.parse import urlsplit

import msgspec

from app import __version__
from app.doctor import checks, private, situation, threads
from app.doctor.examination import SECONDS, examine
from app.doctor.finding import Subject
from app.errors import SignpostError
from app.host import clock, crash_reports, entries
from app.host.config import Config
from app.host.files import content
from app.host.paths import Paths
from app.host.redaction import Redaction
from app.report import recall

ABOUT = """Diagnostics of Signpost, for IT.

system.json         versions
configuration.json  what is set; of addresses the host, of secrets only whether there are any
status.json         as `signpost status --json`
doctor.json         as `signpost doctor --json`
signpost.log*       what happened, as JSON lines
crash-*.json        reports of crashes
threads.txt         where the threads of the agent are; no values of variables

Passwords, tokens, the account's name, the computer's name and the home folder were left out. Read it before you
send it: Signpost does not send it.
"""


def files(
    config: Config | None,
    paths: Paths,
    versions: Mapping[str, str],
    environment: Mapping[str, str],
    seconds: float = SECONDS,
) -> dict[str, str]:
    """The texts by file name, without what is private. `versions` are those of what else is worth knowing (Qt).

    `seconds` is how long the check-up may take.
    """
    redacted = Redaction(private.words(config, paths, environment))
    findings = examine(Subject(config, paths, environment), checks.ALL, seconds)
    found = {
        "system.json": _json(_system(versions)),
        "configuration.json": _json(_configuration(config) if config is not None else None),
        "status.json": _json(_status(config, paths)),
        "doctor.json": _json({"version": __version__, "findings": msgspec.to_builtins(findings)}),
        "threads.txt": threads.of_agent(paths),
    }
    for log in recall.files(paths.state):
        try:
            found[log.name] = content(log).decode(errors="replace")
        except OSError:
            continue
    found |= dict(crash_reports.texts(crash_reports.folder(paths)))
    return {"README.txt": ABOUT, **{name: redacted(text) for name, text in found.items()}}


def bundle(texts: Mapping[str, str]) -> bytes:
    """The zip's bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return out.getvalue()


def _status(config: Config | None, paths: Paths) -> object:
    try:
        return situation.look(config, paths, clock.now()).said
    except SignpostError as error:
        return error.as_json()


def _json(value: object) -> str:
    return json.dumps(value, indent=1)


def _system(versions: Mapping[str, str]) -> dict[str, str]:
    return {
        "signpost": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "frozen": str(entries.is_frozen()),
        **versions,
    }


def _configuration(config: Config) -> dict[str, object]:
    """What is set, by kind: addresses without what may stand in them, of secrets only that there are any."""
    return {
        "policy_host": urlsplit(config.url).hostname,
        "poll_seconds": config.poll_seconds,
        "npm": config.npm,
        "npm_registry": urlsplit(config.npm_registry).hostname,
        "uv": config.uv,
        "pypi_index": urlsplit(config.pypi_index).hostname,
        "language": config.language,
        "groups": len(config.groups),
        "enrols": bool(config.enrol_url),
        "token": config.token is not None,
        "proxy": bool(config.network.proxy),
        "ca_bundle": bool(config.network.ca_bundle),
    }
