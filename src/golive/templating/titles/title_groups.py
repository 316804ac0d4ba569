"""Titles made from facts: each is the first row of its group that holds and fits, as a sentence without its full stop.

Groups are in `TITLES`; what makes a row true is in `golive.templating.claims`.
"""

from collections.abc import Mapping
from typing import Final

from golive.templating.claims import Claim, ClaimFacts, choose_text
from golive.templating.titles.interface_titles import INTERFACE_TITLES
from golive.templating.titles.money_titles import MONEY_TITLES
from golive.templating.titles.overview_titles import OVERVIEW_TITLES
from golive.templating.titles.people_titles import PEOPLE_TITLES
from golive.templating.titles.plan_titles import PLAN_TITLES
from golive.templating.titles.schedule_titles import SCHEDULE_TITLES
from golive.templating.titles.security_titles import SECURITY_TITLES

TITLES: Final[Mapping[str, tuple[Claim, ...]]] = {
    **OVERVIEW_TITLES,
    **INTERFACE_TITLES,
    **SCHEDULE_TITLES,
    **MONEY_TITLES,
    **SECURITY_TITLES,
    **PLAN_TITLES,
    **PEOPLE_TITLES,
}


def build_title(name: str, facts: ClaimFacts) -> str:
    """Build a title.

    Args:
        name: the group in `TITLES`.
        facts: what it is decided on.

    Raises:
        LookupError: there is no such group.
    """
    if name not in TITLES:
        raise LookupError(f"asks for the title `{name}`; there are {', '.join(TITLES)}")
    return choose_text(TITLES[name], facts)
