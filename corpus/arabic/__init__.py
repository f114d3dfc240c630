"""The Arabic language as functions: folding, proclitics, calendar."""
