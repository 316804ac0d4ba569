"""Document → .docx for redlining: headings, text, tables and lists that people edit, figures as pictures.

The file is marked as a copy for review on every page, and opens with its changes tracked. The PDF is the record.
"""

from golive.render.docx.document import render_docx
from golive.render.docx.page_setup import REVIEW_MARK

__all__ = ["REVIEW_MARK", "render_docx"]
