"""Write a planned deck as a .pptx file."""
