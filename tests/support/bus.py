"""A private D-Bus of one's own, without a desktop: for services that take its names and speak as the real ones do."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from jeepney import DBusAddress, message_bus, new_signal
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:dir={folder}</listen>
  <policy context="default">
    <allow user="*"/><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""


@contextlib.contextmanager
def private_bus(folder: Path, stranger: int | None = None) -> Iterator[str]:
    """A bus below `folder`; yields its address. It starts no services.

    `stranger` is a user id that has no account and is let in all the same, which takes root: dbus-daemon wants to know
    a user's groups, so that it is shown an account of that id, and nobody else is.
    """
    config = folder / "bus.conf"
    config.write_text(_CONFIG.format(folder=folder))
    read, write = os.pipe()
    command = ["dbus-daemon", f"--config-file={config}", f"--print-address={write}", "--nofork"]
    if stranger is not None:
        accounts = folder / "passwd"
        accounts.write_text(Path("/etc/passwd").read_text() + f"stranger:x:{stranger}:{stranger}::/:/bin/false\n")
        mounted = 'mount --bind "$0" /etc/passwd && exec "$@"'
        command = ["unshare", "--mount", "sh", "-c", mounted, str(accounts), *command]
    daemon = subprocess.Popen(
        command,
        pass_fds=(write,),
        stdin=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as said:
            address = said.readline().strip()
        assert address, "dbus-daemon did not start"
        yield address
    finally:
        daemon.terminate()
        daemon.wait(timeout=20)


@contextlib.contextmanager
def service(address: str, name: str) -> Iterator[DBusConnection]:
    """A connection that owns `name`."""
    with open_dbus_connection(address) as bus:
        reply = bus.send_and_get_reply(message_bus.RequestName(name), timeout=20)
        assert reply.body == (1,)
        yield bus


def owned(address: str, name: str) -> bool:
    """Whether somebody owns `name`."""
    with open_dbus_connection(address) as bus:
        return bool(bus.send_and_get_reply(message_bus.NameHasOwner(name), timeout=20).body[0])


def emit(bus: DBusConnection, path: str, interface: str, member: str, signature: str, *body: object) -> None:
    """Send one signal."""
    bus.send(new_signal(DBusAddress(path, interface=interface), member, signature, body))
