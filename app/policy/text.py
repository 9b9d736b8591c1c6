"""Choosing a text by language: BCP 47 lookup (RFC 4647, section 3.4), then English, then whatever there is."""

from app.policy.model import Text

_SCRIPT_OF_REGION = {"CN": "Hans", "SG": "Hans", "MY": "Hans", "TW": "Hant", "HK": "Hant", "MO": "Hant"}
"""Chinese is written by script, asked for by region (CLDR likely subtags)."""


def choose(texts: Text, languages: tuple[str, ...]) -> str:
    """The text in the first of `languages` there is one for; "" when `texts` is empty."""
    by_tag = {tag.lower(): text for tag, text in texts.items()}
    for language in (*languages, "en"):
        for tag in _lookup_chain(language):
            if tag in by_tag:
                return by_tag[tag]
    return next(iter(texts.values()), "")


def _lookup_chain(language: str) -> list[str]:
    """`zh_CN` -> zh-hans-cn, zh-hans, zh-cn, zh; each subtag dropped from the right."""
    parts = language.replace("_", "-").split("-")
    chains = [parts]
    if parts[0].lower() == "zh" and (len(parts) == 1 or len(parts[1]) == 2):
        script = _SCRIPT_OF_REGION.get(parts[1].upper(), "Hans") if len(parts) > 1 else "Hans"
        chains.insert(0, [parts[0], script, *parts[1:]])
    tags: list[str] = []
    for chain in chains:
        tags += ["-".join(chain[:length]).lower() for length in range(len(chain), 0, -1)]
    first_seen = list(dict.fromkeys(tags))
    return sorted(first_seen, key=lambda tag: -tag.count("-"))
