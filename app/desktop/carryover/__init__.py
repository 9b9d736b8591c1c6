"""The screen of carry-over: what can come along, switched item by item, its diff, and one undo."""
