"""ICU's data, cut down to what Qt asks of it here: 31 MB to below 2.

Qt brings its own locales; of ICU it uses case mapping, collation by the root order, and time zones. Left out are the
words of 200 languages for dates, numbers, currencies, regions, spelled-out numbers and transliterations, the legacy
character sets, and break dictionaries (Qt breaks text itself). Measured and compared by `tests/build/test_icu.py`.
The package format is ICU's own ("ICU data", .dat common format: icu/source/tools/toolutil/package.cpp).
"""

import re
import struct
import subprocess
from pathlib import Path

_MAGIC = b"\xda\x27"
_ALIGNMENT = 16
_KEPT = re.compile(
    r"""
    [^/]+\.(icu|nrm)$                         # properties, normalisation, aliases of character sets
    | (coll|brkitr)/(root|res_index)\.res$
    | coll/ucadata\.icu$
    | zone/(root|res_index|pool|tzdbNames)\.res$
    | (root|pool|res_index|supplementalData|zoneinfo64|timezoneTypes|windowsZones|metaZones|keyTypeData|metadata
       |likelySubtags|numberingSystems|plurals|icuver|icustd|currencyNumericCodes|dayPeriods|en|en_US)\.res$
    """,
    re.VERBOSE,
)
_LEFT_OUT = frozenset({"unames.icu", "uts46.nrm", "nfkc_cf.nrm"})


class NotIcu(Exception):
    """The library holds no data in the form that is known here."""


def slim(library: Path, scratch: Path) -> tuple[int, int]:
    """Replace the library by one with the kept items. Returns the bytes before and after. Raises NotIcu."""
    before = library.stat().st_size
    content = library.read_bytes()
    header, items = _read(content)
    kept = [(name, data) for name, data in items if _is_kept(name.partition("/")[2])]
    prefix = items[0][0].partition("/")[0]
    scratch.mkdir(parents=True, exist_ok=True)
    (scratch / "icu.dat").write_bytes(header + _packed(kept))
    assembly = f".section .rodata\n.balign 16\n.globl {prefix[:-1]}_dat\n.type {prefix[:-1]}_dat, @object\n"
    assembly += f'{prefix[:-1]}_dat:\n.incbin "icu.dat"\n.size {prefix[:-1]}_dat, .-{prefix[:-1]}_dat\n'
    assembly += '.section .note.GNU-stack,"",@progbits\n'
    (scratch / "icu.S").write_text(assembly, "ascii")
    link = ["gcc", "-shared", "-nostdlib", f"-Wl,-soname,{library.name}", "-Wl,--build-id=none", "-Wl,-s"]
    subprocess.run([*link, "-o", "icu.so", "icu.S"], cwd=scratch, check=True)
    library.write_bytes((scratch / "icu.so").read_bytes())
    return before, library.stat().st_size


def _is_kept(name: str) -> bool:
    return bool(_KEPT.match(name)) and name not in _LEFT_OUT


def _read(content: bytes) -> tuple[bytes, list[tuple[str, bytes]]]:
    """The data's header, and its items in order. Raises NotIcu."""
    found = content.find(b"CmnD") - 12
    if found < 0 or content[found + 2 : found + 4] != _MAGIC:
        raise NotIcu("no ICU data in it")
    (size,) = struct.unpack_from("<H", content, found)
    start = found + size
    (count,) = struct.unpack_from("<I", content, start)
    places = [struct.unpack_from("<II", content, start + 4 + 8 * number) for number in range(count)]
    names = [content[start + name : content.index(b"\0", start + name)].decode("ascii") for name, _ in places]
    ends = [*(start + place for _, place in places[1:]), _end(content, start + places[-1][1])]
    return content[found:start], [
        (name, content[start + place : end]) for name, (_, place), end in zip(names, places, ends, strict=True)
    ]


def _end(content: bytes, last: int) -> int:
    """Where the last item may end: nothing tells, so it keeps what follows up to a page's worth more than its like."""
    return min(len(content), last + (1 << 18))


def _packed(items: list[tuple[str, bytes]]) -> bytes:
    names = b"".join(name.encode("ascii") + b"\0" for name, _ in items)
    first_name = 4 + 8 * len(items)
    place = _aligned(first_name + len(names))
    toc, body, name_at = struct.pack("<I", len(items)), b"", first_name
    for name, data in items:
        toc += struct.pack("<II", name_at, place + len(body))
        body += data + b"\0" * (_aligned(len(data)) - len(data))
        name_at += len(name) + 1
    head = toc + names
    return head + b"\0" * (place - len(head)) + body


def _aligned(size: int) -> int:
    return -(-size // _ALIGNMENT) * _ALIGNMENT
