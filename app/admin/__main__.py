"""`python -m app.admin`: the admin tool where no script of it is installed."""

from app.admin.cli import main

main()
