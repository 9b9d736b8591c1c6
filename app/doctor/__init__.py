"""How Signpost itself is, for people and for IT: how things stand, what is wrong, and what to hand over."""
