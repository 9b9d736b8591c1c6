"""`signpost-admin report`: one page from a file of events, for IT without a server."""
