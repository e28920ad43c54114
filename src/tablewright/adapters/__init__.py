"""The ways in and out: the HTTP server, the in-process transport for boto3, and clients of real endpoints."""
