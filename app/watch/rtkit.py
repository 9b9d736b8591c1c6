"""Real time for the watcher's threads, from rtkit: the service that gives it to ordinary people's programs.

Desktops have it for their sound (PipeWire). It asks polkit, which says yes to whoever sits at the computer, and gives
real time only to processes that bound it (`scheduling.bound_real_time`). Source: rtkit's README, "CLIENTS";
org.freedesktop.RealtimeKit1.xml; rtkit-daemon.c, `process_set_realtime`.
"""

import time
from collections.abc import Sequence

PATIENCE_SECONDS = 3.0
"""For all of it. The bus may have to start rtkit first."""

_NAME, _PATH = "org.freedesktop.RealtimeKit1", "/org/freedesktop/RealtimeKit1"
_LOWEST = 1
_LONGEST = 200

_REASONS = {
    "org.freedesktop.DBus.Error.ServiceUnknown": "there is no rtkit on this computer",
    "org.freedesktop.DBus.Error.NameHasNoOwner": "there is no rtkit on this computer",
    "org.freedesktop.DBus.Error.AccessDenied": "rtkit refuses (polkit allows it to who sits at the computer)",
}


def give_real_time(process: int, threads: Sequence[int]) -> str:
    """Have rtkit schedule these threads of a process of ours in real time. Returns "", or why it did not.

    Takes at most `PATIENCE_SECONDS`, and asks the person nothing.
    """
    from jeepney import DBusAddress, DBusErrorResponse, new_method_call
    from jeepney.wrappers import unwrap_msg

    from app.host.bus import connect

    rtkit = DBusAddress(_PATH, _NAME, _NAME)
    until = time.monotonic() + PATIENCE_SECONDS
    try:
        with connect("SYSTEM", PATIENCE_SECONDS) as bus:
            for thread in threads:
                ask = new_method_call(rtkit, "MakeThreadRealtimeWithPID", "ttu", (process, thread, _LOWEST))
                unwrap_msg(bus.send_and_get_reply(ask, timeout=max(0.0, until - time.monotonic())))
    except DBusErrorResponse as refusal:
        said = " ".join(part for part in refusal.data if isinstance(part, str))
        return _REASONS.get(refusal.name, f"rtkit refuses: {refusal.name}: {said[:_LONGEST]}")
    except TimeoutError:  # of an answer; one of the greeting is no bus
        return f"rtkit did not answer within {PATIENCE_SECONDS:g} s"
    except (OSError, EOFError):
        return "there is no system bus to ask rtkit on"
    return ""
