"""What is Windows' alone: which files are kept, the icon, what the programs say of themselves, MSI, NSIS."""
