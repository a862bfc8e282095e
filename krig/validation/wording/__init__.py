"""What shapes are called and what they ask for, in words: Korean and English."""
