"""The only place that imports Qt: tray, card, notifications."""
