"""A .pkg from the neutral list: pkgbuild(1) makes the part that holds the files, productbuild(1) the one that is given
away.

Signed when SIGNPOST_INSTALLER_IDENTITY names a "Developer ID Installer" certificate of the keychain, and looked at by
Apple when SIGNPOST_NOTARY_PROFILE names what notarytool(1) keeps in the keychain SIGNPOST_NOTARY_KEYCHAIN. Its bytes
are not the same twice: both programs write the time they run at, and a signature has its own.
"""

import os
import platform
import plistlib
from pathlib import Path
from xml.etree import ElementTree as Xml

from packages import asked, staged
from packages.macos import layout, plists
from packages.tree import Product

_SCRIPTS = ("preinstall", "postinstall")


def identifier(product: Product) -> str:
    """By which macOS knows what is installed (pkgutil(1))."""
    return plists.IDENTIFIER if product.name == "signpost" else "com.signpost.admin"


def write(product: Product, out: Path, scratch: Path, epoch: int) -> Path:
    """Make the package in `out`; returns its file. Raises Trouble."""
    root, part = scratch / "root", scratch / f"{product.name}.pkg"
    staged.lay_out(product.items, root, epoch)
    bundles = scratch / "bundles.plist"
    asked.output(["pkgbuild", "--analyze", "--root", str(root), str(bundles)])
    bundles.write_bytes(in_place(bundles.read_bytes()))
    command = ["pkgbuild", "--root", str(root), "--component-plist", str(bundles), "--ownership", "recommended"]
    command += ["--identifier", identifier(product), "--version", product.version, "--install-location", "/"]
    command += ["--min-os-version", plists.MINIMUM]
    if product.scripts:
        command += ["--scripts", str(_scripts(product, scratch / "scripts"))]
    asked.output([*command, str(part)])
    (scratch / "distribution.xml").write_bytes(distribution(product, part.name, platform.machine()))
    out.mkdir(parents=True, exist_ok=True)
    file = out / f"{product.name}-{product.version}-{platform.machine()}.pkg"
    command = ["productbuild", "--distribution", str(scratch / "distribution.xml"), "--package-path", str(scratch)]
    identity = os.environ.get("SIGNPOST_INSTALLER_IDENTITY", "")
    command += ["--sign", identity, "--timestamp"] if identity else []
    asked.output([*command, str(file)])
    _notarise(file)
    return file


def _notarise(file: Path) -> None:
    """Have Apple look at it, and put its word into the file, so that a Mac without a network believes it."""
    profile, keychain = (os.environ.get(f"SIGNPOST_NOTARY_{name}", "") for name in ("PROFILE", "KEYCHAIN"))
    if profile:
        where = ["--keychain-profile", profile, "--keychain", keychain]
        asked.output(["xcrun", "notarytool", "submit", str(file), *where, "--wait", "--timeout", "25m"])
        asked.output(["xcrun", "stapler", "staple", str(file)])


def in_place(bundles: bytes) -> bytes:
    """What pkgbuild found of programs, each to be put where it belongs and nowhere else.

    By default the installer looks for a copy that somebody moved and replaces that one, and leaves out what it takes
    for older; which version may come is for `preinstall` to say.
    """
    found = plistlib.loads(bundles)
    for bundle in found:
        bundle["BundleIsRelocatable"] = bundle["BundleIsVersionChecked"] = False
        bundle["BundleOverwriteAction"] = "upgrade"
    return plistlib.dumps(found)


def distribution(product: Product, part: str, machine: str) -> bytes:
    """What the installer asks and checks first: the system's disk only, this processor, no macOS that is too old.

    Apple's "Distribution XML Reference".
    """
    script = Xml.Element("installer-gui-script", minSpecVersion="2")
    Xml.SubElement(script, "title").text = product.summary
    options = {"customize": "never", "hostArchitectures": machine, "require-scripts": "false"}
    Xml.SubElement(script, "options", options)
    Xml.SubElement(
        script, "domains", enable_anywhere="false", enable_currentUserHome="false", enable_localSystem="true"
    )
    versions = Xml.SubElement(Xml.SubElement(script, "volume-check"), "allowed-os-versions")
    Xml.SubElement(versions, "os-version", min=plists.MINIMUM)
    name = identifier(product)
    Xml.SubElement(Xml.SubElement(script, "choices-outline"), "line", choice=name)
    choice = Xml.SubElement(script, "choice", id=name, visible="false", title=product.summary)
    Xml.SubElement(choice, "pkg-ref", id=name)
    Xml.SubElement(script, "pkg-ref", id=name, version=product.version, onConclusion="none").text = part
    Xml.indent(script)
    return bytes(Xml.tostring(script, "utf-8", xml_declaration=True))


def _scripts(product: Product, folder: Path) -> Path:
    folder.mkdir()
    for name in _SCRIPTS:
        (folder / name).write_bytes(layout.script(name, product.version))
        (folder / name).chmod(0o755)
    return folder
