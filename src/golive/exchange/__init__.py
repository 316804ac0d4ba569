"""Files of other programs: exports, imports and the questionnaire in Excel."""
