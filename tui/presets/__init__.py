"""Keys for other habits, a file each: what differs from the table of actions."""
