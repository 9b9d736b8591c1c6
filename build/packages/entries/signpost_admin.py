"""`signpost-admin`, frozen."""

from app.admin.cli import main

main()
