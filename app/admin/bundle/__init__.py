"""Bundles: self-contained, hash-pinned, reproducible archives (`tar.zst`) that set a tool up from the policy host."""
