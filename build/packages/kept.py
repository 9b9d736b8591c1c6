"""What of the files that PyInstaller collects on Linux is kept: the program's own, and of Qt what a tray program uses.

Libraries of the system are not carried along: the packages depend on them, so that they get the system's security
updates. Python's own library is carried.
"""

import re

_PLUGINS = re.compile(
    r"""
    platforms/libq(xcb|offscreen|wayland)
    | imageformats/libq(ico|svg)
    | iconengines/libqsvgicon
    | platforminputcontexts/lib(compose|ibus)platforminputcontextplugin
    | platformthemes/libqxdgdesktopportal
    | wayland-shell-integration/libxdg-shell
    | wayland-decoration-client/libbradient
    """,
    re.VERBOSE,
)

_QT = re.compile(r"libQt6(Core|DBus|Gui|Svg|WaylandClient|Widgets|XcbQpa)\.so|libicu(data|i18n|uc)\.so")
_BINDINGS = re.compile(r"Qt(Core|Gui|Svg|Widgets)\.abi3\.so|libpyside6\.|libshiboken6\.|Shiboken\.")

_CARRIED = re.compile(r"libpython3")

_MODULES_LEFT_OUT = re.compile(
    r"_(asyncio|codecs_(cn|hk|iso2022|jp|kr|tw)|crypt|curses|lsprof|statistics|multibytecodec|testcapi|xxsubinterpreters|tkinter)\."
    r"|(audioop|ossaudiodev|readline|spwd|nis)\."
)

# certifi's authorities: ours are the system's (app.host.http)
_DATA_LEFT_OUT = re.compile(
    r"PySide6/(Qt/)?translations/|^certifi/cacert\.pem$|resources/translations/.*\.ts$|py\.typed$|/\.gitignore$"
    r"|\.dist-info/(INSTALLER|RECORD|REQUESTED|WHEEL|(direct_url|scm_\w+)\.json|top_level\.txt|sboms/.*)$"
)


def binary(name: str, system: bool) -> bool:
    """Whether a shared library or extension is kept: by its place in the folder, and whether the system brings it."""
    base = name.rpartition("/")[2]
    if "/Qt/plugins/" in f"/{name}":
        return bool(_PLUGINS.search(name))
    if base.startswith(("libQt6", "libicu")):
        return bool(_QT.match(base))
    if name.startswith(("PySide6/", "shiboken6/")):
        return bool(_BINDINGS.match(base))
    if system:
        return bool(_CARRIED.match(base))
    return not _MODULES_LEFT_OUT.match(base)


def data(name: str) -> bool:
    """Whether a file that is no program is kept."""
    return not _DATA_LEFT_OUT.search(name)
