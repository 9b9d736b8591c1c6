"""`signpost-setup-helper VERB TARGET`: started as root by pkexec or osascript, as administrator by UAC.

It says what it does by the progress protocol, one JSON object a line: `{"phase": …}`, `{"bytes": …, "total": …}`,
`{"says": …}`, `{"wants": …}` (see `app.elevation.carried`), at the end `{"phase": "done"}` or
`{"error": code, "what": …, "todo": …}`. That goes to standard output, on Windows, where there is none that is shared,
to a file (`app.elevation.windows.progress`). What was asked for and what came of it goes to the system's log
(authpriv; the event log of applications), never a setting.

Exit codes: 0 done, 1 refused or failed as the last line says, 64 no order (sysexits.h EX_USAGE), 75 another one is at
work (EX_TEMPFAIL), 77 not root (EX_NOPERM), 78 what it is to trust is missing or open to others (EX_CONFIG), 70 a fault
of ours. 126 and 127 are pkexec's own.
"""

import sys

if sys.platform == "win32":
    from app.elevation.windows.start import start
else:
    from app.elevation.posix import start


def main(words: list[str] | None = None) -> int:
    """Carry out the one order in `words` (default: the command line); returns the exit code."""
    started = start()  # before anything else is loaded: what reads its settings from the environment finds none
    from app.elevation.run import Run

    return Run(started, started.obey).carry_out(sys.argv[1:] if words is None else words)


if __name__ == "__main__":
    sys.exit(main())
