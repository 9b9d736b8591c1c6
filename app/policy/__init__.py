"""What the company says: the policy's model, phases, matching and verdicts. Pure: values and a clock in, values out."""
