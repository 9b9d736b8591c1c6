"""What can go wrong when a policy is tried."""

from app.errors import SignpostError


class LaunchesUnreadable(SignpostError):
    """A recorded launch is not what the format says."""

    what = "{path}, line {line}: {detail}"
    todo = "Each line is one JSON object with at least launch_id, seq, exe and argv. Correct the line and replay again."


class NotReadable(SignpostError):
    """A file named on the command line cannot be opened."""

    what = "{path} cannot be read: {detail}."
    todo = "Check the name, and that the file may be read."


class NotPublished(SignpostError):
    """A policy as IT writes it, for a program that reads what is published alone."""

    what = "{path} is not a published policy."
    todo = "Give the file policy.json that is published. What IT writes is tried by `signpost-admin try`."


class NoSuchCommand(SignpostError):
    """A shell would say: command not found."""

    what = "{command} is no program here: {detail}."
    todo = (
        "Check the spelling, or give the program's path. Aliases and functions live in your shell and cannot be seen "
        "from here: ask it with `type NAME`, and explain what it answers."
    )


class NoSuchProcess(SignpostError):
    """Nothing runs under that number, or it may not be looked into."""

    what = "Process {pid} cannot be read: {detail}."
    todo = "It may have ended, or belong to somebody else. `signpost explain COMMAND` needs no process."


class AnswersNoMore(SignpostError):
    """A file that has to be read hangs whoever reads it."""

    what = "{asked} cannot be explained: a file or folder it takes has not answered for {seconds} s."
    todo = "It lies on a network drive or file server that is down, or very slow. Ask again once that works."


class NoPolicyYet(SignpostError):
    """There is nothing to judge by."""

    what = "This computer has no policy yet."
    todo = "Start `signpost run` once while online, or name a policy with --policy FILE."


class NotInPolicy(SignpostError):
    """A tool was named that the policy does not speak of."""

    what = "The policy in force has no tool {tool}."
    todo = "It speaks of: {known}."


class MomentUnclear(SignpostError):
    """--at is no moment."""

    what = "{given!r} is no moment: {detail}."
    todo = "Write ISO 8601 with a time zone, such as 2026-07-10T00:00+08:00."
