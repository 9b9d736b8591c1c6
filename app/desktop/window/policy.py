"""The page that shows the full policy: every tool it speaks of, to be searched and exported."""

from app.desktop.theme import Theme
from app.desktop.window.listing import Listing
from app.desktop.window.policy_view import policy_heading, policy_rows
from app.desktop.window.rows import Caption, Row
from app.desktop.window.situation import Situation
from app.desktop.wording import Wording


class PolicyPane(Listing):
    """The page. What is unfolded or sought stays as long as the policy says the same."""

    def __init__(self, theme: Theme, situation: Situation, wording: Wording) -> None:
        translate = wording.translate
        super().__init__(
            theme,
            *policy_heading(situation, wording),
            export=translate("window", "Export"),
            search=translate("policy", "Search the policy"),
            copy=translate("setup", "Copy"),
            copied=translate("setup", "Copied"),
            choices={},
        )
        self._told: tuple[Caption | Row, ...] | None = None
        self.show_policy(situation, wording)

    def show_policy(self, situation: Situation, wording: Wording) -> None:
        """Show what it says now."""
        rows = policy_rows(situation, wording)
        self.say(*policy_heading(situation, wording))
        if rows != self._told:
            self._told = rows
            translate = wording.translate
            nothing = translate("window", "Nothing matches.")
            self.show_rows(rows, translate("policy", "It says nothing to you."), nothing)
