"""Open items: values a spec leaves undecided, who provides each, and by when."""
