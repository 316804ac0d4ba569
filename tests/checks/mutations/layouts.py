"""Mistakes in record layouts: columns, lines, control totals, and the order of records."""

from tests.checks.mutations.mutation import Mutation as Edit

_TOTALS = "      duplicates: A name that was seen before is refused.\n"

LAYOUTS = (
    Edit("a column with another number", "{name: PAYMENT_ID, position: 2,", "{name: PAYMENT_ID, position: 3,", "it is column 2"),
    Edit("records without lines", "    format: fixed-width\n", "    format: fixed-width\n    ¶line_ending: none\n", "have a line each"),
    Edit("a total of a field that is not there", _TOTALS, f"{_TOTALS}      totals: [{{field: detail.¶COUNT, kind: count}}]\n", "has no such field"),
    Edit("a total of a record that is not there", _TOTALS, f"{_TOTALS}      totals: [{{field: detail.AMOUNT, kind: count, of: [¶details]}}]\n", "Did you mean `detail`?"),
    Edit("a sign that is not there", "length: 11, type: amount,", "length: 11, type: amount, sign: SIGN,", "the record has no such field"),
    Edit("a field's pattern that is none", "length: 11, type: amount,", "length: 11, type: amount, pattern: '[0-9',", "is not a regular expression"),
    Edit("a record behind one that is not there", "        kind: detail\n        length: 19\n", "        kind: detail\n        ¶after: [header]\n        length: 19\n", "there is no such record"),
)  # fmt: skip
