"""The helper in a process of its own, told where the folders of a machine for tests lie: FOLDER VERB TARGET."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # isolated, Python does not look here

from app.elevation import carried
from app.elevation.posix import Started
from app.elevation.run import Run
from tests.elevation.conftest import Machine

if __name__ == "__main__":
    here = Machine.at(Path(sys.argv[1]))
    handed = carried.is_offered()
    running = Run(Started("1000"), lambda order, tell: here.helper(tell, carried=handed).carry_out(order))
    sys.exit(running.carry_out(sys.argv[2:]))
