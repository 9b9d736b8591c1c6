"""Hosting: the signed repository on its way to a web server or a bucket, in order and with the right headers."""
