"""Trying the policy: judging launches that were recorded, programs that run now, tools that lie on this machine."""
