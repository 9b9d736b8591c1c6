"""What IT does at the desk: invite devices, see which are enrolled, revoke them."""

import secrets
from collections.abc import Sequence

import msgspec

from app.admin.devices.database import Database, device_key
from app.admin.devices.errors import NoSuchDevice, NoSuchInvitation
from app.admin.devices.secrets import code_hash, new_code
from app.host.secret import Secret


class Invitation(msgspec.Struct, frozen=True):
    """An open invitation; `device` None: for any device whose name is new."""

    id: str
    device: str | None
    uses: int
    made: int
    expires: int


class Invited(msgspec.Struct, frozen=True):
    """An invitation just made. Its code is kept nowhere and cannot be shown again."""

    number: str
    code: Secret
    device: str | None


class Device(msgspec.Struct, frozen=True):
    """A device as IT sees it. `seen` to the hour, `token_made` and `token_expires` of its newest token."""

    name: str
    enrolled: int
    seen: int | None
    token_made: int | None
    token_expires: int | None
    revoked: int | None


class Desk:
    """IT's side of the file. Every method raises StoreUnusable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def invite(self, now: int, expires: int, *, device: str | None = None, uses: int = 1) -> Invited:
        """Make one invitation."""
        return self.invite_all([device], now, expires, uses=uses)[0]

    def invite_all(self, devices: Sequence[str | None], now: int, expires: int, *, uses: int = 1) -> list[Invited]:
        """Make an invitation for each of these names (None: for any new device), all of them or none."""
        made = [Invited(secrets.token_hex(4), Secret(new_code()), device and device_key(device)) for device in devices]
        with self._database.change() as db:
            rows = ((one.number, code_hash(one.code.value), one.device, uses, now, expires) for one in made)
            db.executemany("insert into invitation values (?, ?, ?, ?, ?, ?)", rows)
        return made

    def invitations(self, now: int) -> list[Invitation]:
        """The invitations that can still be used, oldest first."""
        asked = (
            "select id, device, uses, made, expires from invitation where uses > 0 and expires > ? order by made, id"
        )
        with self._database.read() as db:
            return [Invitation(*row) for row in db.execute(asked, (now,))]

    def withdraw(self, number: str, now: int) -> None:
        """End an invitation. Raises NoSuchInvitation."""
        with self._database.change() as db:
            asked = "update invitation set uses = 0 where id = ? and uses > 0 and expires > ?"
            if db.execute(asked, (number, now)).rowcount == 0:
                raise NoSuchInvitation(invitation=number)

    def devices(self) -> list[Device]:
        """Every device there ever was, by name."""
        asked = """
            select name, enrolled, device.seen, max(made), max(expires), revoked
            from device left join seat on seat.device = name left join token on token.seat = seat.id
            group by name order by name
        """
        with self._database.read() as db:
            return [Device(*row) for row in db.execute(asked)]

    def revoke(self, device: str, now: int) -> None:
        """End every token of the device and every invitation in its name, at once.

        Raises NoSuchDevice where there is neither.
        """
        name = device_key(device)
        with self._database.change() as db:
            asked = "update invitation set uses = 0 where device = ? and uses > 0"
            was_invited = db.execute(asked, (name,)).rowcount > 0
            asked = "update device set revoked = coalesce(revoked, ?) where name = ?"
            is_known = db.execute(asked, (now, name)).rowcount > 0
            if not (was_invited or is_known):
                raise NoSuchDevice(device=device)
            db.execute("delete from seat where device = ?", (name,))
