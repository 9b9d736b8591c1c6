"""What makes a release: freeze, prune, slim, and the writers of packages. Run by `build/package.py`.

From here on `app` can be imported as well: what needs no third party's library, since this runs outside of `.venv`.
"""

import sys

from devtools.places import ROOT

if str(ROOT) not in sys.path:
    sys.path.append(str(ROOT))
