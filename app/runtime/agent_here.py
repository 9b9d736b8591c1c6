"""The agent as it is on this computer: what it has to know of processes, clocks and the screen."""

import sys

from app.agent import Agent
from app.alerts.attended import is_attended
from app.alerts.session import Memory
from app.host import clock, platform, process
from app.policy.launch import Launch, ProcessId
from app.policy.person import Person
from app.runtime.identification import Identification
from app.runtime.outlets import Outlets
from app.screen import Screen


def agent_here(
    identification: Identification, outlets: Outlets, memory: Memory, person: Person, screen: Screen
) -> Agent:
    """One that judges for `person`. Where nothing is shown nobody is asked to save anything, and nothing is closed."""
    return Agent(
        identification,
        outlets,
        memory,
        boot=process.boot_id(),
        platform=platform.system(),
        clock=clock.now,
        is_running=lambda found: process.is_running(found.pid, found.start_time),
        surroundings=screen.surroundings,
        is_attended=_is_attended if screen.cards else lambda _: True,
        person=person,
        ask_to_end=_ask_to_end if screen.cards else None,
        monotonic=clock.monotonic_ns,
    )


def _is_attended(launch: Launch) -> bool:
    return is_attended(launch.env, process.control_group(launch.pid) if sys.platform == "linux" else "")


def _ask_to_end(found: ProcessId, exe: str) -> None:
    from app.host.ending import ask_to_end  # seldom needed, and later than the start

    ask_to_end(found.pid, found.start_time, exe)
