"""When and how to warn: tool sessions, and their memory."""
