"""The machine, thinly: clock, paths, files that survive a crash, the subprocess gate, HTTP, configuration. No judgement."""
