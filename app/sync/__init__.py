"""Brings the signed policy: TUF client, fetcher, last-good store, schedule."""
