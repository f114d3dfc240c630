"""Text that is being written: what it is, how it stands in lines, who else may write it."""
