"""What the packages for macOS are made of: Signpost.app, its launch agent, and the writer of .pkg."""
