"""Everything that `signpost doctor` looks at, in the order it is told."""

from app.doctor import desktop, events, folders, installed, keyring, policy_host, trust, watching
from app.doctor.finding import Check

ALL: tuple[tuple[str, Check], ...] = (
    ("agent", watching.watching),
    ("policy-host", policy_host.policy_host),
    ("policy", trust.trust),
    ("events", events.events),
    ("permissions", folders.folders),
    ("disk", folders.disk),
    ("screen", desktop.screen),
    ("session-bus", desktop.session_bus),
    ("tray", desktop.tray),
    ("keyring", keyring.keyring),
    ("autostart", installed.autostart),
    ("elevation", installed.elevation),
    ("tools", installed.tools),
)
