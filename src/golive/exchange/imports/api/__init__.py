"""Read descriptions of calls: OpenAPI documents and WSDLs."""
