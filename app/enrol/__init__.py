"""Enrolment: how this computer comes by a token of its own, and keeps it valid."""
