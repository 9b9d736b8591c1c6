"""What IT would be told, in the open: events, and the ledger that shows the employee every one."""
