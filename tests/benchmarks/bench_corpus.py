"""What of the recorded launches is found and who is accused: `python3 build/dev.py bench corpus`.

Replays ../shared/corpus through `signpost simulate` with tests/corpus/policy.yaml and scores it by the recording's own
script.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.support import corpus


def main() -> int:
    """Print a row for each file, and below it what went wrong. Returns 1 when something is missed or false."""
    if not corpus.CORPUS.is_dir():
        print(f"the recorded launches are not here ({corpus.CORPUS})", file=sys.stderr)
        return 2
    worst = 0
    with tempfile.TemporaryDirectory() as name:
        recording = corpus.lay_out(Path(name).resolve() / "laid-out")
        for rows in ("launches", "near_misses"):
            score = corpus.replay(recording, rows)
            *wrong, line = score.report.splitlines()
            print(f"{rows:<12}{line}  ({score.seconds:.1f} s; {score.summary})")
            for one in wrong:
                print(f"{'':12}{one}")
            worst = max(worst, score.code)
    return worst


if __name__ == "__main__":
    sys.exit(main())
