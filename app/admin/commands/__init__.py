"""The commands of `signpost-admin`, by what one does with them; each is thin, the work is in the module it imports."""
