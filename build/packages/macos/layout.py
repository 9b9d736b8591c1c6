"""What the packages for macOS put where: the neutral list, with Signpost.app instead of a folder of programs."""

from pathlib import Path

from packages import documents, tree
from packages.macos import plists
from packages.products import Build
from packages.tree import Item, Kind, Product

SCRIPTS = Path(__file__).parent / "scripts"

STATE = "/Library/Application Support/signpost"
"""The machine's: the company's configuration (`app.host.paths`), the helper with root's rights and what it keeps."""

AGENT = f"/Library/LaunchAgents/{plists.LABEL}.plist"


def product(build: Build) -> Product:
    """As macOS's packages install it. Raises Trouble."""
    if build.name == "signpost-admin":
        return Product(
            build.name, build.version, "Signpost for IT",
            "Signs and publishes a company's tool policy.",
            _admin(build), (), (), "", "",
        )  # fmt: skip
    return Product(
        build.name, build.version, "Signpost",
        "Says when a tool is off limits, and what to use.",
        _employee(build), (), (), "employee", "",
    )  # fmt: skip


def _employee(build: Build) -> tuple[Item, ...]:
    return tree.with_folders(
        (
            Item("/Applications", Kind.FOLDER, mode=0o775),  # as macOS has it: the installer sets what the package says
            *tree.folder(plists.APP, build.frozen.with_name("Signpost.app")),
            Item("/usr/local/bin/signpost", Kind.LINK, target=plists.PROGRAM),
            Item(AGENT, data=plists.agent()),
            Item(f"{STATE}/signpost-setup-helper", data=script("setup-helper.sh"), mode=0o755),
            Item(f"{STATE}/uninstall", data=script("uninstall.sh"), mode=0o755),
            _completion(build),
        )
    )


def _admin(build: Build) -> tuple[Item, ...]:
    return tree.with_folders(
        (
            *tree.folder("/usr/local/lib/signpost-admin", build.frozen),
            Item("/usr/local/bin/signpost-admin", Kind.LINK, target="../lib/signpost-admin/signpost-admin"),
            _completion(build),
        )
    )


def _completion(build: Build) -> Item:
    """For zsh, which is macOS' own shell and looks there."""
    text = documents.completions(build.name, build.epoch)["zsh"]
    return Item(f"/usr/local/share/zsh/site-functions/_{build.name}", data=text)


def script(name: str, version: str = "") -> bytes:
    """A script from `scripts`, its names filled in."""
    text = (SCRIPTS / name).read_text("utf-8")
    values = {
        "VERSION": version,
        "LABEL": plists.LABEL,
        "AGENT": AGENT,
        "APP": plists.APP,
        "STATE": STATE,
        "IDENTIFIER": plists.IDENTIFIER,
    }
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return text.encode()
