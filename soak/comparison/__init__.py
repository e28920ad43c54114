"""Two engines' answers to the same requests, and what is to be made of their differences."""
