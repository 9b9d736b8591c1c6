"""The daily `refresh` as units of systemd, to be put where the online keys are."""

import shlex

_SERVICE = """\
[Unit]
Description=Sign the timestamp of the tool policy anew
Documentation=man:systemd.timer(5)

[Service]
Type=oneshot
ExecStart={command}
# 4: signed, but something that people sign runs out soon. Shown as failed on purpose: an alarm that is seen in time.
UMask=0077
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=strict
ReadWritePaths={folder}
"""

_TIMER = """\
[Unit]
Description=Sign the timestamp of the tool policy anew, every day

[Timer]
OnCalendar=daily
RandomizedDelaySec=1h
Persistent=yes

[Install]
WantedBy=timers.target
"""

NAME = "signpost-refresh"


def units(program: str, folder: str) -> dict[str, str]:
    """The unit files by name. `program` is signpost-admin's own path, `folder` the repository's, both absolute."""
    command = " ".join(_quoted(word) for word in (program, "refresh", folder))
    service = _SERVICE.format(command=command, folder=_quoted(folder))
    return {f"{NAME}.service": service, f"{NAME}.timer": _TIMER}


def cron(program: str, folder: str) -> str:
    """The same as a line of crontab(5)."""
    return f"17 3 * * * {shlex.join([program, 'refresh', folder])}".replace("%", "\\%")


def _quoted(word: str) -> str:
    """A word as systemd.syntax(7) reads it: specifiers doubled, quoted where it has spaces."""
    plain = word.replace("\\", "\\\\").replace("%", "%%").replace('"', '\\"')
    return f'"{plain}"' if plain != word or " " in word else word
