"""What IT rolls out so that the computers know their company: one set of settings in each system's own form."""
