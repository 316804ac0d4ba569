"""Projects: everything the documents of one integration or of the guide are made from."""
