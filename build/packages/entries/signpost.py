"""`signpost`, frozen."""

import sys

from app.host import entries
from app.main import main

entries.forget_loader()
sys.exit(main())
