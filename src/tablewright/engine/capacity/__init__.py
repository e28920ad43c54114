"""Capacity units: what reads and writes cost on tables and indexes."""
