"""What the agent says before there is a screen is told to the screen that comes, once and in order; then at once."""

import threading

from app.desktop.curtain import Curtain
from app.errors import SignpostError
from app.screen import Headless


class Recorded(Headless):
    """A screen that notes which problems it was told, and by which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def problem(self, error: SignpostError) -> None:
        self.told.append(error.facts["detail"])


def test_what_was_said_before_is_told_in_order_and_what_comes_later_at_once() -> None:
    curtain, screen = Curtain(), Recorded()
    for detail in ("first", "second"):
        curtain.problem(SignpostError(detail=detail))
    assert screen.told == []
    curtain.rise(screen)
    assert screen.told == ["first", "second"]
    curtain.problem(SignpostError(detail="third"))
    assert screen.told == ["first", "second", "third"]


def test_nothing_is_lost_or_overtaken_while_it_rises() -> None:
    curtain, screen = Curtain(), Recorded()
    begun = threading.Event()

    def talk() -> None:
        for number in range(2_000):
            curtain.problem(SignpostError(detail=number))
            if number == 500:
                begun.set()

    talking = threading.Thread(target=talk)
    talking.start()
    begun.wait()
    curtain.rise(screen)
    talking.join()
    assert screen.told == [str(number) for number in range(2_000)]
