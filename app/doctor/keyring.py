"""The keyring: whether there is one and whether it is locked, without a dialog; and where the token is kept.

By the Secret Service's own properties (org.freedesktop.Secret.Collection, `Locked`): to ask for a secret of a locked
collection would bring up its dialog. Elsewhere than on Linux the keyring opens with the session.
"""

import sys
from collections.abc import Iterator

from app.access import tokens
from app.doctor.finding import Finding, Subject, failed, ok, warning

_PLACES = {"keyring": "the keyring", "file": "a file that only you can read"}

_FILE = "`signpost token set --file` keeps a token in a file that only you can read."

if sys.platform == "linux":
    from jeepney import DBusAddress, MessageType, Properties

    from app.host.bus import connect

    PATIENCE = 5.0
    _SECRETS = "org.freedesktop.secrets"
    _DEFAULT = DBusAddress(
        "/org/freedesktop/secrets/aliases/default", bus_name=_SECRETS, interface="org.freedesktop.Secret.Collection"
    )

    def keyring(subject: Subject) -> Iterator[Finding]:
        """See above."""
        yield from _token(subject)
        needed = _kept_in(subject) == "keyring"
        grade = failed if needed else warning
        try:
            with connect("SESSION", PATIENCE) as bus:
                reply = bus.send_and_get_reply(Properties(_DEFAULT).get("Locked"), timeout=PATIENCE)
        except TimeoutError:
            yield grade("keyring", f"The keyring did not answer within {PATIENCE:g} seconds.", "Log out and in again.")
        except (OSError, EOFError):
            yield grade("keyring", "There is no keyring: there is no session bus.", _FILE)
        else:
            match reply.header.message_type, reply.body:
                case MessageType.method_return, (("b", False),):
                    yield ok("keyring", "The keyring is open.")
                case MessageType.method_return, (("b", True),):
                    yield grade(
                        "keyring", "The keyring is locked.", "Unlock it: its password is asked for when you log in."
                    )
                case _:
                    yield grade("keyring", "There is no keyring on this desktop, or none was made yet.", _FILE)

else:

    def keyring(subject: Subject) -> Iterator[Finding]:
        """See above."""
        yield from _token(subject)


def _kept_in(subject: Subject) -> str:
    return tokens(subject.config, subject.paths).where() if subject.config is not None else ""


def _token(subject: Subject) -> Iterator[Finding]:
    config = subject.config
    if config is None:
        return
    if config.token is not None:
        yield ok("token", "The company's configuration has a token for the policy host.")
        return
    where = _kept_in(subject)
    if where:
        yield ok("token", f"A token for the policy host is kept in {_PLACES.get(where, where)}.")
    elif config.enrol_url:
        yield failed(
            "token",
            "This computer has not enrolled yet.",
            "Run `signpost enrol`: it asks for the code that IT gave you.",
        )
