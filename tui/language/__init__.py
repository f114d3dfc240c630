"""The language the screen speaks: Arabic or English, and the digits it counts with."""
