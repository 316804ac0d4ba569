"""Every check by its id, in chapters; docs/checks.md and `golive explain` are made of this table."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from golive.spec.checks.access import ACCESS
from golive.spec.checks.calls import CALLS
from golive.spec.checks.cards import CARDS
from golive.spec.checks.changelog import CHANGELOG
from golive.spec.checks.files import FILES
from golive.spec.checks.identifiers import IDENTIFIERS
from golive.spec.checks.keys import KEYS
from golive.spec.checks.layouts import control_totals_resolve, fields_of_records_resolve, records_follow_records
from golive.spec.checks.lines import LINES
from golive.spec.checks.money import MONEY_MOVES
from golive.spec.checks.order import ORDER
from golive.spec.checks.people import PEOPLE
from golive.spec.checks.records import examples_fit, fixed_width_fields_join, lines_end
from golive.spec.checks.row import Check
from golive.spec.checks.secrets import SECRETS
from golive.spec.checks.silence import SILENCES
from golive.spec.checks.team import TEAM
from golive.spec.checks.testing import TESTING
from golive.spec.checks.times import cut_off_before_drop_by, ends_after_start, file_names_are_names

_LAYOUTS: Final = (
    Check(
        fixed_width_fields_join,
        "A reader that counts characters takes the end of one field for the start of the next.",
        "Mend positions and lengths, or add a field of the type `filler`.",
        must_hold=True,
    ),
    Check(
        examples_fit,
        "Engineers copy examples; one that is too long is cut off or refused.",
        "Shorten the example, or mend the length.",
    ),
    Check(
        lines_end,
        "A reader could not tell where one record stops and the next begins.",
        "Say what ends a line.",
        must_hold=True,
    ),
    Check(
        control_totals_resolve,
        "A total of what is not there can be checked by nobody.",
        "Name a record and a field of the layout.",
        must_hold=True,
    ),
    Check(
        fields_of_records_resolve,
        "A reader looks for the field, and finds none.",
        "Name a field of the same record, or mend the pattern.",
        must_hold=True,
    ),
    Check(
        records_follow_records,
        "The order of records is what tells a whole file from one that was cut.",
        "Name a record of the layout.",
        must_hold=True,
    ),
)
_TIMES: Final = (
    Check(
        cut_off_before_drop_by,
        "The file would miss the last payments of the day.",
        "Move the cut-off before the drop-by time, or write `next_day: true`.",
    ),
    Check(
        ends_after_start,
        "The bar of the plan would have no length.",
        "Swap the two days, or mend the year.",
        must_hold=True,
    ),
    Check(
        file_names_are_names,
        "The folder stands in `folder`; said twice, it is changed once.",
        "Write the name alone.",
    ),
)
CHAPTERS: Final[tuple[tuple[str, tuple[Check, ...]], ...]] = (
    ("Ids and references", IDENTIFIERS),
    ("Secrets", SECRETS),
    ("People and responsibilities", (*PEOPLE, *TEAM)),
    ("Money and volumes", MONEY_MOVES),
    ("Connections and keys", (*LINES, *KEYS)),
    ("Files", (*FILES, *_LAYOUTS)),
    ("Calls", CALLS),
    ("Card data", CARDS),
    ("Accessibility", ACCESS),
    ("Tests", TESTING),
    ("Plan", (*_TIMES, *ORDER)),
    ("Change log", CHANGELOG),
    ("Silences", SILENCES),
)
CHECKS: Final[Mapping[str, Check]] = MappingProxyType({row.id: row for _, rows in CHAPTERS for row in rows})
OF_TEXT: Final = SECRETS
OF_ANY: Final = IDENTIFIERS[:1]
_ELSEWHERE: Final = (*OF_TEXT, *OF_ANY, *CHANGELOG, *SILENCES)
OF_INTEGRATION: Final = tuple(row for row in CHECKS.values() if row not in _ELSEWHERE)
