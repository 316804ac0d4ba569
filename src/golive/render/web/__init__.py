"""Document → pages for screens: one HTML page that needs nothing else, and a page for a Confluence wiki."""

from golive.render.web.confluence import attachments, to_storage
from golive.render.web.page import to_page

__all__ = ["attachments", "to_page", "to_storage"]
