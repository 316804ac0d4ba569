"""Compare versions of a document, choose the next version number, and plan releases and approvals."""
