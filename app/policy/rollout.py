"""Staged roll-out: which devices a new policy is for before it is everybody's, decided on the device itself.

The host stays static: beside `policy.json`, which is everybody's, the policy role may sign one `rollout.json`. It names
another whole policy and says which share of the devices, and which groups and devices by name, it is for already. Each
device works out by itself whether it is in, from a hash nobody else can see, and tells nobody.
"""

from typing import Annotated

import msgspec

from app.errors import SignpostError
from app.policy.model import FORMAT
from app.policy.person import Audience, Person, Subject, Who

TARGET = "rollout.json"
FOLDER = "rollout/"
SLOTS = 10_000
"""Shares are told to a hundredth of a percent."""

RolloutId = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$", description="Small letters, digits.")]
Percent = Annotated[float, msgspec.Meta(ge=0, le=100)]
Salt = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16,128}$")]
_Names = Annotated[tuple[Subject, ...], msgspec.Meta(max_length=2_000)]


class RolloutIgnored(SignpostError):
    """A staged roll-out was published that this device cannot take part in."""

    what = "A staged roll-out was ignored: {detail}"
    todo = "The company's policy for everybody applies. IT: publish the roll-out again, or update Signpost here."


class Rollout(msgspec.Struct, frozen=True, kw_only=True):
    """The published document. `salt` is drawn anew for every roll-out, so that not the same devices are always first.

    `percent` of all devices are in, and whoever is in one of the `groups` or is one of the `devices` (`*` stands for
    any characters, as in `applies_to`). `policy` is the target that holds for them in place of `policy.json`.
    """

    format: int
    id: RolloutId
    salt: Salt
    percent: Percent = 0.0
    groups: _Names = ()
    devices: _Names = ()
    policy: str

    def includes(self, person: Person, device_key: str) -> bool:
        """Whether the device is in. `device_key` is its stable key; without one (empty) only its names can say so.

        Who is in for some percentage is in for every higher one, as long as `id` and `salt` stay.
        """
        if (self.groups or self.devices) and Audience(Who(groups=self.groups, devices=self.devices)).includes(person):
            return True
        return bool(device_key) and slot(self.salt, device_key) < round(self.percent * SLOTS / 100)


def slot(salt: str, device_key: str) -> int:
    """Where a device stands in the line: 0 to 9999, evenly spread over devices."""
    import hashlib  # loads OpenSSL, 4 ms, which few need

    digest = hashlib.sha256(salt.encode() + device_key.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest, "big") % SLOTS


def load(data: bytes) -> Rollout:
    """Decode a published `rollout.json`. Raises RolloutIgnored; unknown fields are left aside."""
    try:
        generation = msgspec.json.decode(data, type=_Generation).format
        if generation > FORMAT:
            raise RolloutIgnored(detail=f"format {generation} is newer than this Signpost understands ({FORMAT})")
        found = msgspec.json.decode(data, type=Rollout)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RolloutIgnored(detail=str(error)) from error
    if found.policy != policy_target(found.id):
        raise RolloutIgnored(detail=f"its policy {found.policy!r} is not {policy_target(found.id)}")
    return found


def dump(rollout: Rollout) -> bytes:
    """The published form: canonical JSON (sorted keys), so that the same roll-out is always the same bytes."""
    return msgspec.json.encode(rollout, order="sorted")


def policy_target(rollout_id: str) -> str:
    """Where the staged policy lies, whole."""
    return f"{FOLDER}{rollout_id}.json"


def exceptions_target(rollout_id: str, path: str) -> str:
    """Where the staged policy's exceptions lie that would be in `path` (`exceptions/3f.json`) were it everybody's."""
    return f"{FOLDER}{rollout_id}.{path.rpartition('/')[2]}" if rollout_id else path


def recipes_target(rollout_id: str) -> str:
    """Where the staged policy's recipes lie, if they differ from everybody's. The artifacts role speaks for them."""
    return f"artifacts/rollout/{rollout_id}.json"


class _Generation(msgspec.Struct, frozen=True):
    format: int
