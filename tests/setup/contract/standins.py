"""Programs that stand in for package managers: they keep a list of what they have in a folder, and do what it says.

Started under the manager's name with the argument list that the installer built, which is written down whole. What
they print is what the real ones print, recorded in `recorded.py` with its source; apt-get and dpkg-query hand on to the
real dpkg with a root of its own. The variable STANDINS names the folder; the file `mode` in it changes what happens.
"""

import json
import os
import sys
import time
from pathlib import Path

from tests.setup.contract import recorded

HERE = Path(os.environ.get("STANDINS", "."))


def main() -> None:
    """Be the program that was started."""
    program, arguments = Path(sys.argv[0]).name, sys.argv[1:]
    with (HERE / "argv").open("a", encoding="utf-8") as log:
        log.write(json.dumps([program, *arguments]) + "\n")
    mode = (HERE / "mode").read_text() if (HERE / "mode").exists() else ""
    if changes(program, arguments):
        if mode == "hang":
            (HERE / "hanging").write_text(str(os.getpid()))
            time.sleep(600)
        if mode == "lie":
            sys.exit(0)
        if mode.startswith("exit "):
            sys.stderr.write("E: it went wrong\n")
            sys.exit(int(mode.removeprefix("exit ")) & 0xFF)
    sys.exit(PROGRAMS.get(program, set_up_program)(arguments))


def changes(program: str, arguments: list[str]) -> bool:
    """Whether this call would change the machine."""
    words = {"install", "uninstall", "update", "remove", "purge", "attach", "/i", "/x", "-pkg", "--install-extension"}
    words |= {"--uninstall-extension", "--forget"}
    return program in ("setup.exe", "uninstall.exe", "xdg-open") or bool(words & set(arguments))


def have() -> dict[str, str]:
    """What is installed here: version by name."""
    path = HERE / "installed"
    return dict(json.loads(path.read_text())) if path.exists() else {}


def keep(**changed: str | None) -> None:
    """Change what is installed; None removes."""
    left = {name: version for name, version in {**have(), **changed}.items() if version is not None}
    (HERE / "installed").write_text(json.dumps(left))


def after(arguments: list[str], option: str) -> str:
    """The argument that follows."""
    return arguments[arguments.index(option) + 1] if option in arguments else ""


def content(file: str) -> dict[str, str]:
    """What a file made for a stand-in says it is: its last line, as JSON."""
    return dict(json.loads(Path(file).read_bytes().rpartition(b"\n")[2]))


def apt_get(arguments: list[str]) -> int:
    """Hand on to the real dpkg."""
    import subprocess  # here and not above: most stand-ins need none, and start often

    verb = "--install" if "install" in arguments else "--purge"
    argv = ["/usr/bin/dpkg", f"--root={HERE / 'root'}", "--force-not-root", "--force-script-chrootless", verb]
    return subprocess.run([*argv, arguments[-1]], check=False).returncode


def dpkg_query(arguments: list[str]) -> int:
    """The real one, over the root of its own."""
    import subprocess  # here and not above: most stand-ins need none, and start often

    argv = ["/usr/bin/dpkg-query", f"--admindir={HERE / 'root/var/lib/dpkg'}", *arguments]
    return subprocess.run(argv, check=False).returncode


def dnf(arguments: list[str]) -> int:
    """Hand on to the real rpm, with a root of its own."""
    import shutil
    import subprocess
    import tempfile

    argv = ["/usr/bin/rpm", "--root", str(HERE / "root")]
    if "install" not in arguments:
        return subprocess.run([*argv, "--erase", arguments[-1]], check=False).returncode
    with tempfile.TemporaryDirectory() as folder:
        file = shutil.copy(arguments[-1], folder)
        options = ("--force-debian", "--nodeps", "--nosignature", "--install")
        return subprocess.run([*argv, *options, str(file)], check=False).returncode


def rpm(arguments: list[str]) -> int:
    """The real one: over the root of its own, or over a file."""
    import subprocess

    root = [] if "--package" in arguments else ["--root", str(HERE / "root")]
    return subprocess.run(["/usr/bin/rpm", *root, *arguments], check=False).returncode


def flatpak(arguments: list[str]) -> int:
    """The real one; what it says of the person's installation is kept where all look."""
    import subprocess  # here and not above: most stand-ins need none, and start often

    environment = {**os.environ, "PATH": "/usr/bin:/bin"}
    ended = subprocess.run(["/usr/bin/flatpak", *arguments], env=environment, check=False).returncode
    listing = ["/usr/bin/flatpak", "list", "--user", "--app", "--columns=ref"]
    said = subprocess.run(listing, env=environment, capture_output=True, text=True, check=False)
    (HERE / "installed").write_text(json.dumps(dict.fromkeys(said.stdout.split(), "")))
    return ended


def winget(arguments: list[str]) -> int:
    """Its table, its description, its words."""
    package, version = after(arguments, "--id"), after(arguments, "--version")
    if arguments[0] == "list":
        installed = have().get(package)
        if installed is None:
            print(recorded.WINGET_NONE)
            return 0x14
        print(recorded.WINGET_LIST.replace("LGUG2Z.whkd", package).replace("0.2.2", installed))
    elif arguments[0] == "show":
        said = recorded.WINGET_SHOW.replace("101.0.1210.47", version)
        print(said.replace(recorded.WINGET_SHOW_HASH, (HERE / "hash").read_text()))
    elif arguments[0] == "install":
        keep(**{package: version})
        print(recorded.WINGET_INSTALL)
    else:
        keep(**{package: None})
    return 0


def msiexec(arguments: list[str]) -> int:
    """`/i FILE` and `/x PRODUCT`."""
    if arguments[0] == "/i":
        said = content(arguments[1])
        keep(**{said["name"]: said["version"]})
    else:  # where there is none it says 1605, which no program here can end with
        keep(**{arguments[1]: None})
    return 0


def reg(arguments: list[str]) -> int:
    """`query KEY /v DisplayVersion`."""
    key = arguments[1]
    version = have().get(key.rpartition("\\")[2])
    if version is None or not key.startswith("HKCU"):
        print(recorded.REG_NONE, file=sys.stderr)
        return 1
    print(recorded.REG_VERSION.replace("KEY", key).replace("1.0.0", version))
    return 0


def set_up_program(arguments: list[str]) -> int:
    """A silent set-up program: `/D=FOLDER` gets a program and an uninstaller."""
    target = next((word.removeprefix("/D=") for word in arguments if word.startswith("/D=")), "")
    if Path(sys.argv[0]).name == "uninstall.exe":
        Path(sys.argv[0]).with_name("q.exe").unlink()
        Path(sys.argv[0]).unlink()
        return 0
    folder = Path(target)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "q.exe").write_bytes(b"MZ q")
    (folder / "uninstall.exe").write_bytes(Path(sys.argv[0]).read_bytes())
    (folder / "uninstall.exe").chmod(0o755)
    return 0


def brew(arguments: list[str]) -> int:
    """Its list, its JSON, its words."""
    package = arguments[-1]
    if arguments[0] == "list":
        if package not in have():
            return 1
        print(f"{package} {have()[package]}")
    elif arguments[0] == "info":
        print(recorded.BREW_INFO.replace(recorded.BREW_INFO_HASH, (HERE / "hash").read_text()))
    else:
        keep(**{package: "1.8.2" if arguments[0] == "install" else None})
    return 0


def installer(arguments: list[str]) -> int:
    """`-pkg FILE -target CurrentUserHomeDirectory`."""
    said = content(after(arguments, "-pkg"))
    keep(**{said["name"]: said["version"]})
    bundle = HERE / "home/Applications/Q.app/Contents"
    bundle.mkdir(parents=True)
    (bundle / "q").write_text("q")
    print(recorded.INSTALLER)
    return 0


def pkgutil(arguments: list[str]) -> int:
    """Receipts of the volume that is the home."""
    package = arguments[-1]
    if package not in have() or after(arguments, "--volume") != str(HERE / "home"):
        print(recorded.PKGUTIL_NONE.format(package=package), file=sys.stderr)
        return 1
    if "--files" in arguments:
        print("Contents/q")
    elif "--forget" in arguments:
        keep(**{package: None})
    else:
        print(recorded.PKGUTIL_INFO.format(package=package, version=have()[package]))
    return 0


def hdiutil(arguments: list[str]) -> int:
    """Mounting is copying what the image says; detaching is removing it."""
    import shutil

    if arguments[0] == "detach":
        at = Path(arguments[1])
        for path in at.iterdir():
            shutil.rmtree(path)
        return 0
    at = Path(after(arguments, "-mountpoint"))
    said = content(arguments[1])
    contents = at / said["name"] / "Contents"
    contents.mkdir(parents=True)
    (contents / "Info.plist").write_text(recorded.INFO_PLIST.replace("1.0.0", said["version"]))
    if said.get("pipe"):
        os.mkfifo(contents / "pipe")
    if said.get("link"):
        (contents / "out").symlink_to(said["link"])
    print(recorded.HDIUTIL_ATTACH.replace("/private/tmp/dmg.BhfS2g", str(at)))
    return 0


def code(arguments: list[str]) -> int:
    """An editor's extensions."""
    import zipfile

    if "--list-extensions" in arguments:
        print(recorded.CODE_LIST, *(f"{name}@{version}" for name, version in have().items()), sep="\n")
    elif "--install-extension" in arguments:
        file = after(arguments, "--install-extension")
        said = json.loads(zipfile.ZipFile(file).read("extension/package.json"))
        keep(**{f"{said['publisher']}.{said['name']}".lower(): said["version"]})
    else:
        name = after(arguments, "--uninstall-extension").lower()
        if name not in have():
            return 1
        keep(**{name: None})
    return 0


def xdg_open(arguments: list[str]) -> int:
    """Opens it for nobody."""
    return 0 if len(arguments) == 1 else 1


PROGRAMS = {
    "apt-get": apt_get,
    "dpkg-query": dpkg_query,
    "dnf": dnf,
    "rpm": rpm,
    "flatpak": flatpak,
    "winget": winget,
    "msiexec": msiexec,
    "reg": reg,
    "brew": brew,
    "installer": installer,
    "pkgutil": pkgutil,
    "hdiutil": hdiutil,
    "code": code,
    "xdg-open": xdg_open,
}
