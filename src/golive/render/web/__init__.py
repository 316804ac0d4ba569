"""Document → pages for screens: a self-contained HTML page, and a Confluence page."""

from golive.render.web.confluence import render_page_attachments, to_storage_format
from golive.render.web.page import render_html_page

__all__ = ["render_html_page", "render_page_attachments", "to_storage_format"]
