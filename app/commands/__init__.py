"""The employee's command line, a module for each command: the options it reads, and what it does."""
