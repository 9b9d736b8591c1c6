"""Letting go of the program's text: less of it is in memory, and everything runs on as before."""

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("of Linux", allow_module_level=True)

PROGRAM = """
import hashlib, json, sqlite3, ssl, threading, unicodedata, zlib
from pathlib import Path
from PySide6.QtGui import QImage, QPainter
from app.host import program_text

def of_files():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    found = {line.partition(":")[0]: int(line.split()[1]) for line in lines[1:]}
    return found["Rss"] - found["Anonymous"], found["Anonymous"]

def works():
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.drawEllipse(5, 5, 40, 40)
    painter.end()
    database = sqlite3.connect(":memory:")
    names = [unicodedata.name(letter) for letter in "aäß路"]
    return hash((bytes(image.constBits()), database.execute("SELECT sqlite_version()").fetchone(), *names,
                 zlib.crc32(b"a"), hashlib.sha256(b"a").hexdigest(), json.dumps(names)))

before, stop = works(), threading.Event()

def busy():
    while not stop.is_set():
        assert works() == before

threads = [threading.Thread(target=busy) for _ in range(2)]
(files, anonymous) = of_files()
asked = program_text.let_go()
left, _ = of_files()
for thread in threads:
    thread.start()
for _ in range(200):
    program_text.let_go()
    assert works() == before
stop.set()
for thread in threads:
    thread.join()
print(asked, files, left, of_files()[1] - anonymous)
"""

LOADING = """
import ctypes, sys, threading
from app.host import program_text

process = ctypes.PyDLL(None)  # keeps Python's lock, as an import of an extension does
process.dlopen.restype, process.dlclose.argtypes = ctypes.c_void_p, (ctypes.c_void_p,)
done = threading.Event()

def load():
    for _ in range(2000):
        process.dlclose(process.dlopen(sys.argv[1].encode(), 2))
    done.set()

sys.setswitchinterval(0.0001)
thread = threading.Thread(target=load)
thread.start()
while not done.is_set():
    assert program_text.let_go() > 0
thread.join()
"""


def test_most_of_it_goes_and_all_of_it_works_on_beside_busy_threads(root: Path) -> None:
    command = [sys.executable, "-c", PROGRAM]
    environment = {"PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen", "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=100)
    assert done.stderr == ""
    asked, files, left, anonymous = map(int, done.stdout.split())
    assert asked > 10_000_000
    assert left < files / 2
    assert anonymous < 20_000  # KiB: nothing was copied


def test_a_library_whose_code_the_linker_changed_is_left_alone(tmp_path: Path) -> None:
    """Its addresses would be those of the file again (DT_TEXTREL); with it left alone they are right."""
    source, library = tmp_path / "changed.c", tmp_path / "changed.so"
    source.write_text("static long value = 7; long *where(void) { return &value; }")
    words = ["-shared", "-O0", "-fno-pic", "-mcmodel=large", "-Wl,-z,notext", "-o", str(library), str(source)]
    subprocess.run(["gcc", *words], check=True, capture_output=True)
    said = subprocess.run(["readelf", "--dynamic", library], check=True, capture_output=True, text=True).stdout
    assert "TEXTREL" in said
    from app.host import program_text

    where = ctypes.CDLL(str(library)).where
    where.restype = ctypes.POINTER(ctypes.c_long)
    before = ctypes.addressof(where().contents)
    assert program_text.let_go() > 0
    assert ctypes.addressof(where().contents) == before
    assert where()[0] == 7


def test_a_thread_that_loads_a_library_meanwhile_and_this_one_do_not_wait_for_each_other(
    root: Path, tmp_path: Path
) -> None:
    """With the linker's lock held by dl_iterate_phdr they did, for ever: that thread keeps Python's."""
    source, library = tmp_path / "empty.c", tmp_path / "empty.so"
    source.write_text("int nothing;")
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", str(library), str(source)], check=True, capture_output=True)
    command = [sys.executable, "-c", LOADING, str(library)]
    subprocess.run(command, env={"PYTHONPATH": str(root)}, check=True, capture_output=True, timeout=100)
