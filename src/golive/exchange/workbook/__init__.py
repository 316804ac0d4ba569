"""The questionnaire as an Excel workbook: sent to the biller, filled in, and merged into the spec again."""
