"""One click: recipes carried out, verified, undone when they fail."""
