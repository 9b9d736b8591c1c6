"""Devices: how each computer gets its token, how tokens are renewed and taken back."""
