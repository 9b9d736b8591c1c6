"""The elevated helper on Windows: what UAC starts, what it may believe there, and the installers it runs."""
