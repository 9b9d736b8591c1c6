"""Hangs whoever reads its child's arguments, with a file that is never answered and no privilege (app/watch/hang.py).

Reads the file's path, and says the child's process id. The next line it reads means that the file system was asked for
the file's content; it says the id again once readers hang. Until the file system is gone, nothing ends it.
"""

import mmap
import os
import sys
import threading
from pathlib import Path


def main() -> None:
    name = sys.stdin.readline().rstrip("\n")
    with Path(name).open("rb") as file:
        mapped = mmap.mmap(file.fileno(), mmap.PAGESIZE, mmap.MAP_SHARED, mmap.PROT_READ)
    lines = Path("/proc/self/maps").read_text().splitlines()
    address = next(int(line.partition("-")[0], 16) for line in lines if line.endswith(name))
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.read(told, 1)
        mmap.mmap(-1, mmap.PAGESIZE)  # waits for the one who reads below, and every later reader waits for it
        os._exit(0)

    def read_its_memory() -> None:
        with Path(f"/proc/{child}/mem").open("rb", buffering=0) as memory:
            os.pread(memory.fileno(), 1, address)

    reader = threading.Thread(target=read_its_memory)
    reader.start()
    print(child, flush=True)
    sys.stdin.readline()
    os.write(tell, b"!")
    while Path(f"/proc/{child}/stat").read_text().rpartition(") ")[2][0] != "D":
        os.sched_yield()
    print(child, flush=True)
    reader.join()
    mapped.close()


if __name__ == "__main__":
    main()
