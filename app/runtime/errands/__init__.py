"""What the agent has done by a process of its own, because it loads much: looks for a policy, downloads, deliveries."""
