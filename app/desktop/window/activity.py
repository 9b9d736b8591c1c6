"""The page Activity: what Signpost saw, said and did, and what the person chose."""

from app.desktop.dates import counted
from app.desktop.theme import Theme
from app.desktop.window.activity_view import choices
from app.desktop.window.listing import Listing
from app.desktop.window.rows import Caption, Row
from app.desktop.wording import Wording
from app.policy.events import KEPT_DAYS


class ActivityPane(Listing):
    """The page. `acted` names the tool whose set-up is to be undone."""

    def __init__(self, theme: Theme, wording: Wording, days: int = KEPT_DAYS) -> None:
        translate = wording.translate
        note = counted(
            translate, "activity", "What Signpost saw, said and did. Kept on this computer for {count} days.", days
        )
        super().__init__(
            theme,
            translate("window", "Activity"),
            note.format(count=days),
            export=translate("window", "Export"),
            search=translate("activity", "Search activity"),
            copy=translate("setup", "Copy"),
            copied=translate("setup", "Copied"),
            choices=choices(wording),
        )
        self._empty_words = translate("activity", "Nothing happened yet.")
        self._nothing_matches = translate("window", "Nothing matches.")

    def show_activity(self, rows: tuple[Caption | Row, ...]) -> None:
        """Show what was read."""
        self.show_rows(rows, self._empty_words, self._nothing_matches)
