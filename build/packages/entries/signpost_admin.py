"""`signpost-admin`, frozen."""

from app.admin.cli import main
from app.host import entries

entries.forget_loader()
main()
