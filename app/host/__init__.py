"""The machine, thinly: clock, paths, durable files, the subprocess gate, HTTP, configuration. No judgement."""
