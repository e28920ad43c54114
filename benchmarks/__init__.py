"""Tablewright's engine beside other local DynamoDBs, on the same machine, under the same load, in one run."""
