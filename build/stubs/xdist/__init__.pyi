"""What we use of xdist, which has no types."""
