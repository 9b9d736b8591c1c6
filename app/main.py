"""`signpost`, the employee's command.

Exit codes: 0 done, 1 an error a person can read (printed on standard error), 2 the command line was wrong, 70 a
fault of ours, 130 interrupted.
"""

import sys

from app import __version__


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    if None in (sys.stdin, sys.stdout, sys.stderr):  # closed by whoever started us
        from app.host import streams

        streams.stand_in()
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments)
    except SystemExit as left:  # argparse's
        left.code = _ended(int(left.code or 0))
        raise
    except OSError as error:
        from app.host import streams

        code = streams.ended(0, doubted=True)
        if not code and not isinstance(error, BrokenPipeError):  # of something else
            raise
    return _ended(code)


def _ended(code: int) -> int:
    """The exit code, once all that was printed is written; nothing is loaded where it can be."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        from app.host import streams

        return streams.ended(code)
    return code


def _run(words: list[str]) -> int:
    if words == ["--version"]:  # what scripts and inventories ask all day: nothing is loaded for it
        print(f"signpost {__version__}")
        return 0
    import contextlib

    if words[:1] == ["setup-helper"]:  # as root, by pkexec
        from app.elevation.main import main as help_to_set_up

        return help_to_set_up(words[1:])
    if words == ["self-test"]:  # of whoever makes packages
        from app.commands.self_test import main as test_ourselves

        return test_ourselves()
    if words[:1] == ["look-around"]:  # beside the agent
        from app.runtime.around import main as look_around

        return look_around(words[1])
    from app.host.deferred import deferring
    from app.host.loading import loading

    with contextlib.ExitStack() as stack:
        stack.enter_context(deferring())
        with loading():
            if words[:1] == ["errand"]:  # beside the agent, too, every few minutes
                from app.commands.line import load_msgspec

                load_msgspec()
                from app.runtime.errands.serving import main as serve

                return serve()
            opening = None
            if words[:1] == ["run"]:  # on another CPU its watcher process gets ready while we load the rest
                from app.watch.opening import Opening

                opening = stack.enter_context(contextlib.closing(Opening()))
            from app.commands import line

            options = line.read(words)
        options.opening = opening
        code = line.run(options)
    if opening is not None and code == 0:  # all is let go of by now
        from app.host import restart

        restart.move_over()
    if opening is not None:
        from app.host import service

        return service.answer(code)
    return code


if __name__ == "__main__":
    sys.exit(main())
