"""Draw an integration as figures: shapes that both slides and PDF pages can show."""
