"""The installer for one person, by NSIS: no administrator, `/S` without a word, in place of an older version.

A version is unpacked beside the one that is there, and takes its place when that one has ended: what fails or is cut
off before leaves everything as it was (`signpost.nsi`; NSIS, "Scripting Reference").
"""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from packages import asked
from packages.tree import Item, Product
from packages.windows import said, staged
from packages.windows.application import AGENT_WINDOW, APPLICATIONS, PUBLISHER

SCRIPT = Path(__file__).parent / "signpost.nsi"


def write(product: Product, out: Path, scratch: Path, epoch: int, *, small: bool = True) -> Path:
    """Make the installer in `out`; returns its file. Not `small` it is made in a tenth of the time. Raises Trouble."""
    staged.stage(product, scratch, epoch)
    (scratch / "files.nsh").write_text("\n".join(_files(product.items)) + "\n", "utf-8")
    out.mkdir(parents=True, exist_ok=True)
    made = out / f"{product.name}_{product.version}_x64-setup.exe"
    application = APPLICATIONS[product.name]
    defined = {
        "OUT": str(made),
        "NAME": product.name,
        "TITLE": application.title,
        "FOLDER": application.folder,
        "PROGRAM": application.program,
        "AT_LOGIN": application.at_login,
        "OPENED": application.opened,
        "AGENT_WINDOW": AGENT_WINDOW,
        "PUBLISHER": PUBLISHER,
        "VERSION": product.version,
        "NUMBERS": ".".join(map(str, said.numbers(product.version))),
        "KILOBYTES": str(product.kilobytes),
    }
    definitions = [f"-D{name}={text}" for name, text in defined.items()]
    compressor = "/SOLID lzma" if small else "zlib"
    command = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", "-NOCD", f"-XSetCompressor /FINAL {compressor}"]
    command += ["-XSetCompressorDictSize 64"] if small else []
    command += [*definitions, str(SCRIPT)]
    asked.output(command, at=scratch, SOURCE_DATE_EPOCH=str(epoch))
    return made


def _files(items: Iterable[Item]) -> Iterator[str]:
    """What unpacks each, a folder after the other."""
    folder = None
    for item in items:
        path = PurePosixPath(item.path)
        if path.parent != folder:
            folder = path.parent
            yield f'SetOutPath "$INSTDIR.new\\{"" if folder == PurePosixPath() else folder}"'.replace("/", "\\")
        yield f'File "{staged.FILES}/{path}"'
