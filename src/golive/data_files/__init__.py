"""Record layouts at work: sample files made by them, and real files checked against them."""
