"""The design's tokens: colours, type, spacing, radii, times. No screen spells a number of its own. No Qt.

Source: the visual direction in README of the design; contrast was computed there with the WCAG 2 formula.
"""

import msgspec


class Colours(msgspec.Struct, frozen=True):
    """One colour per role, `#RRGGBB`. `warm` only ever means off limits (or soon to be) and never colours text."""

    bg: str
    surface: str
    sunken: str
    line: str
    edge: str
    ink: str
    ink2: str
    ink3: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    accent_ink: str
    warm: str
    warm_ink: str
    warm_soft: str
    danger: str
    shadow: float
    """How dark the card's shadow is at its edge: alpha of black, 0 to 1."""


LIGHT = Colours(
    bg="#F5F6F8",
    surface="#FFFFFF",
    sunken="#ECEEF2",
    line="#DFE3E9",
    edge="#858D9B",
    ink="#191C22",
    ink2="#4E5563",
    ink3="#616977",
    accent="#2A5BD0",
    accent_hover="#2450B8",
    on_accent="#FFFFFF",
    accent_soft="#EAF0FD",
    accent_ink="#2450B8",
    warm="#CB7214",
    warm_ink="#8A4704",
    warm_soft="#FDF2E4",
    danger="#B3261E",
    shadow=0.18,
)

DARK = Colours(
    bg="#16181C",
    surface="#1F2227",
    sunken="#2A2E35",
    line="#363B44",
    edge="#757D8B",
    ink="#F2F4F7",
    ink2="#B8BFCA",
    ink3="#9AA2AF",
    accent="#8FB2FF",
    accent_hover="#A9C4FF",
    on_accent="#0B1B3E",
    accent_soft="#232F4B",
    accent_ink="#A6C2FF",
    warm="#EFA452",
    warm_ink="#F6BF85",
    warm_soft="#3A2D1D",
    danger="#FF9C94",
    shadow=0.55,
)


class TextStyle(msgspec.Struct, frozen=True):
    """Size and line height in pixels at 100 %, and a weight on the CSS scale."""

    size: int
    line: int
    weight: int = 400
    mono: bool = False


HEADING = TextStyle(22, 28, 600)
TITLE = TextStyle(18, 24, 600)
SECTION = TextStyle(14, 20, 600)
BODY = TextStyle(14, 20)
BODY_STRONG = TextStyle(14, 20, 500)
DETAIL = TextStyle(13, 20)
DETAIL_STRONG = TextStyle(13, 20, 500)
CAPTION = TextStyle(12, 16)
CODE = TextStyle(12, 18, mono=True)
CAPTION_STRONG = TextStyle(12, 16, 500)
LETTER = TextStyle(17, 24, 600)

CJK_EXTRA_LINE = 2
"""How much taller a line of Chinese, Japanese or Korean is."""

SPACE_4, SPACE_8, SPACE_12, SPACE_16, SPACE_20, SPACE_24, SPACE_32 = 4, 8, 12, 16, 20, 24, 32

RADIUS_CONTROL, RADIUS_TILE, RADIUS_BOX, RADIUS_CARD = 8, 10, 12, 14

WINDOW_SIZE, WINDOW_LEAST = (1080, 720), (760, 520)
SIDEBAR, SIDEBAR_NARROW, SIDEBAR_NARROW_BELOW = 208, 56, 900
PANE_WIDEST = 1120
"""Beyond that a line is hard to follow from its beginning to its end."""
SCROLL_BAR = 6
ROW_HEIGHT, TOOL_WIDTH, TOOL_HEIGHT = 56, 232, 176
WELCOME_SIZE = (560, 532)

CARD_WIDTH = 420
CARD_SHARE_OF_HEIGHT = 0.8
CARD_DISTANCE = 16
"""From the edges of the work area."""

SHADOW_MARGIN = 32
SHADOW_OFFSET = 8
SHADOW_BLUR = 24

TILE, SMALL_TILE, BADGE, BADGE_RING, ICON = 40, 32, 16, 2, 16
BUTTON_HEIGHT, TARGET, BAR_HEIGHT = 36, 28, 6
FOCUS_WIDTH, FOCUS_DISTANCE = 2, 2

CARD_IN_MS, CARD_OUT_MS, CARD_RISE = 180, 120, 8
CHANGE_MS, HEIGHT_MS, UNFOLD_MS = 150, 180, 150
PROGRESS_UPDATES_PER_SECOND = 10
