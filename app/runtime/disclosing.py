"""Between those who make events and the ledger: puts in what the policy in force includes, and nothing else."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from app.policy.events import Detail
from app.policy.evidence import Evidence
from app.policy.launch import Launch
from app.policy.model import Policy
from app.policy.person import Person

if TYPE_CHECKING:
    from app.report.ocsf import Event


class Tell(Protocol):
    """Takes an event, with the launch and the facts it speaks of, if it does of any."""

    def __call__(
        self, event: "Event", launch: Launch | None = None, evidence: tuple[Evidence, ...] = (), /
    ) -> None: ...


class Disclosing:
    """`record` keeps the event. From any thread."""

    def __init__(self, record: "Callable[[Event], None]", person: Person) -> None:
        self._record, self._person = record, person
        self._include: tuple[Detail, ...] = ()

    def use(self, policy: Policy | None) -> None:
        """What is in force from now on."""
        self._include = policy.events.include if policy is not None and policy.events is not None else ()

    def tell(self, event: "Event", launch: Launch | None = None, evidence: tuple[Evidence, ...] = (), /) -> None:
        """Have the event kept with what is included."""
        from app.report.disclosure import Circumstances, disclosed  # not before there is something to tell

        around = Circumstances(person=self._person, launch=launch, evidence=evidence)
        self._record(disclosed(event, around, self._include))
