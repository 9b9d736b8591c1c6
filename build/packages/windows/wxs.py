"""The MSI's source as wixl reads it (WiX 3's schema, or what wixl knows of it): files, autostart, start menu, search.

One component a file, as the component rules want it; its identity follows from its place, so that it stays the same.
What wixl knows no element for is added to the tables afterwards (`msi.py`).
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from packages.tree import Product
from packages.windows import staged
from packages.windows.application import APPLICATIONS, PUBLISHER, build_identity, identity

_NAMESPACE = "http://schemas.microsoft.com/wix/2006/wi"
_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
_MARKS = r"Software\Signpost\Installed"
"""The versions that are installed for everybody, by their folders: the installer for one person looks there."""
SHORTCUT, MACHINE = "StartMenu", "Machine"


def remembered(name: str) -> str:
    """The property into which the value of an installed version is read."""
    return f"BEFORE_{name}"


def setting(name: str) -> str:
    """The component that writes a property's value."""
    return f"Setting_{name}"


def source(product: Product, settings: Mapping[str, str], key: str, epoch: int) -> bytes:
    """The document, beside which the product is staged. `settings` maps properties to the values of `key` they set."""
    application = APPLICATIONS[product.name]
    wix = Element("Wix", xmlns=_NAMESPACE)
    whole = SubElement(
        wix, "Product",
        Id=build_identity("product", product, epoch), UpgradeCode=identity("upgrade", product.name),
        Name=application.title, Version=product.version, Language="1033", Manufacturer=PUBLISHER,
    )  # fmt: skip
    SubElement(
        whole, "Package",
        InstallerVersion="500", Compressed="yes",
        InstallScope="perMachine", Description=product.summary, Manufacturer=PUBLISHER,
    )  # fmt: skip
    SubElement(
        whole, "MajorUpgrade",
        DowngradeErrorMessage=f"A newer version of {application.title} is installed. Remove that one first.",
    )  # fmt: skip
    SubElement(whole, "Media", Id="1", Cabinet="files.cab", EmbedCab="yes")
    SubElement(whole, "Icon", Id=staged.ICON, SourceFile=staged.ICON)
    for name, value in {"ARPPRODUCTICON": staged.ICON, "ARPNOMODIFY": "1"}.items():
        SubElement(whole, "Property", Id=name, Value=value)
    for name, value in settings.items():
        before = SubElement(whole, "Property", Id=remembered(name))
        SubElement(
            before, "RegistrySearch", Id=f"Find_{name}", Root="HKLM", Key=key, Name=value, Type="raw", Win64="yes"
        )
    target = SubElement(whole, "Directory", Id="TARGETDIR", Name="SourceDir")
    programs = SubElement(target, "Directory", Id="ProgramFiles64Folder")
    home = SubElement(programs, "Directory", Id="INSTALLDIR", Name=application.folder)
    made = [*_files(home, product), *_settings(home, settings, key), *_machine(home, application.title)]
    if application.program:
        menu = SubElement(target, "Directory", Id="ProgramMenuFolder")
        made += [*_autostart(home, application.title, application.program, application.at_login),
                 *_start_menu(menu, application.title, application.program, application.opened)]  # fmt: skip
    feature = SubElement(whole, "Feature", Id="All", Level="1", Title=application.title)
    for component in made:
        SubElement(feature, "ComponentRef", Id=component)
    ElementTree.indent(wix)
    return ElementTree.tostring(wix, "unicode").encode()


def _component(parent: Element, name: str, *identified_by: str) -> Element:
    return SubElement(parent, "Component", Id=name, Guid=identity("component", *identified_by), Win64="yes")


def _files(home: Element, product: Product) -> Iterable[str]:
    folders = {PurePosixPath(): home}
    for item in product.items:
        path = PurePosixPath(item.path)
        for above in [*reversed(path.parents)][1:]:
            if above not in folders:
                folders[above] = SubElement(
                    folders[above.parent], "Directory", Id=_short("d", str(above)), Name=above.name
                )
        component = _component(folders[path.parent], _short("c", item.path), product.name, item.path)
        SubElement(
            component,
            "File",
            Id=_short("f", item.path),
            Name=path.name,
            Source=f"{staged.FILES}/{item.path}",
            KeyPath="yes",
        )
        yield component.attrib["Id"]


def _settings(home: Element, settings: Mapping[str, str], key: str) -> Iterable[str]:
    for name, value in settings.items():
        component = _component(home, setting(name), "setting", name)
        SubElement(
            component, "RegistryValue", Root="HKLM", Key=key, Name=value, Type="string", Value=f"[{name}]",
            KeyPath="yes",
        )  # fmt: skip
        yield component.attrib["Id"]


def _machine(home: Element, title: str) -> Iterable[str]:
    component = _component(home, MACHINE, "machine", title)
    SubElement(
        component, "RegistryValue", Root="HKLM", Key=_MARKS, Name=title, Type="string", Value="[ProductVersion]",
        KeyPath="yes",
    )  # fmt: skip
    yield component.attrib["Id"]


def _autostart(home: Element, title: str, program: str, words: str) -> Iterable[str]:
    component = _component(home, "Autostart", "autostart", title)
    SubElement(
        component, "RegistryValue", Root="HKLM", Key=_RUN, Name=title, Type="string",
        Value=f'"[INSTALLDIR]{program}" {words}', KeyPath="yes",
    )  # fmt: skip
    yield component.attrib["Id"]


def _start_menu(menu: Element, title: str, program: str, words: str) -> Iterable[str]:
    component = _component(menu, "StartMenu", "start menu", title)
    SubElement(
        component, "Shortcut", Id=SHORTCUT, Name=title, Target=f"[INSTALLDIR]{program}", Arguments=words,
        WorkingDirectory="INSTALLDIR", Icon=staged.ICON, IconIndex="0",
    )  # fmt: skip
    SubElement(
        component, "RegistryValue", Root="HKLM", Key=_MARKS, Name=f"{title} in the start menu", Type="integer",
        Value="1", KeyPath="yes",
    )  # fmt: skip
    yield component.attrib["Id"]


def _short(kind: str, path: str) -> str:
    return kind + hashlib.sha256(path.encode()).hexdigest()[:24]
