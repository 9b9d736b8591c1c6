"""Carry-over: a person's settings come along from one tool to another: proposed, carried, undone."""
