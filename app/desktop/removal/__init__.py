"""The screen that shows exactly what would go of a tool that is off limits, and removes it when told."""
