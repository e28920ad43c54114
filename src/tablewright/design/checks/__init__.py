"""What a design is checked for when it is loaded; each module notes its problems in the findings."""
