"""The window: all that Signpost knows and did, to be looked up in peace. Loaded when opened, freed when closed."""
