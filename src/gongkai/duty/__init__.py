"""What each unit owes for each item and period, by when, and whether it is done."""
