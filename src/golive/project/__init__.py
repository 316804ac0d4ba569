"""Projects: the input for the documents of one integration or of the guide."""
