"""What Windows is told of a product, whichever installer tells it: its names, its identities, what starts it."""

import hashlib
import uuid
from dataclasses import dataclass

from packages.tree import Product

_SPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "windows.signpost.example")

PUBLISHER = "Signpost"
USER_MODEL_ID = "Signpost"
"""AppUserModelID: what taskbar, start menu and notifications group by. The program says the same of itself."""
AGENT_WINDOW = "Signpost agent"
"""The title of the agent's invisible window (`app.desktop.agent_window`): who replaces its files asks that to close."""


@dataclass(frozen=True)
class Application:
    """One product. `program` starts it without a console, at login with `at_login`, from the start menu with `opened`;
    "" for one that is used on the command line alone."""

    title: str
    folder: str
    program: str
    at_login: str
    opened: str


APPLICATIONS = {
    "signpost": Application("Signpost", "Signpost", "signpostw.exe", "run", "run --window"),
    "signpost-admin": Application("Signpost for IT", "Signpost for IT", "", "", ""),
}


def identity(*names: str) -> str:
    """The identity that belongs to these names for ever, as the installer writes one: upper case, in braces."""
    return "{" + str(uuid.uuid5(_SPACE, "\n".join(names))).upper() + "}"


def build_identity(what: str, product: Product, epoch: int) -> str:
    """The identity of this very build of a product: the same files, version and age have the same."""
    digest = hashlib.sha256()
    for item in product.items:
        digest.update(f"{item.path} {len(item.data)}\n".encode() + item.data)
    return identity(what, product.name, product.version, str(epoch), digest.hexdigest())
