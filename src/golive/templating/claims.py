"""Claims: sentences that a document may print only while a predicate over its facts holds.

A title or caption that asserts something is a row: its id, when it holds, and its text. A group of rows ends with a
neutral one that holds for every spec, so that there is always a text and never a false one.
"""

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from golive.schema import Integration, Organization
from golive.schema.interfaces import BatchInterface, Interface, RealTimeInterface
from golive.schema.words import Frequency, Party
from golive.templating.numbered_items import NumberedItem
from golive.templating.version_changes import VersionChanges

MAX_TITLE_CHARACTERS = 92  # two lines of a slide's title


class ClaimFacts(Struct, frozen=True):
    """The facts on which claims are decided.

    Attributes:
        spec: the integration.
        vendor: the organization that makes the documents.
        zone: the label after a time of day.
        items: the open items, the earliest due first.
        version_changes: the changes since the previous version; None where there are none.
        subjects: the interfaces that a slide is about, where it is about a few.
    """

    spec: Integration
    vendor: Organization
    zone: str = ""
    items: tuple[NumberedItem, ...] = ()
    version_changes: VersionChanges | None = None
    subjects: Sequence[Interface] = ()


class Claim(Struct, frozen=True):
    """A text with the condition under which it is true.

    Attributes:
        id: names the claim in tests.
        holds: returns whether the text is true of the facts; the text is built only then.
        text: builds the text, without its full stop.
    """

    id: str
    holds: Callable[[ClaimFacts], bool]
    text: Callable[[ClaimFacts], str]


def always(_facts: ClaimFacts) -> bool:
    """Hold for every spec: the text is neutral, or made of facts that every spec has."""
    return True


def use_fixed_text(text: str) -> Callable[[ClaimFacts], str]:
    """Return a builder of a text that is the same for every spec."""
    return lambda _facts: text


def choose_text(claims: Iterable[Claim], facts: ClaimFacts, most: int = MAX_TITLE_CHARACTERS) -> str:
    """Return the text of the first claim that holds and has at most `most` characters.

    Where none is short enough, the text of the last claim that holds is returned.

    Raises:
        LookupError: no claim holds.
    """
    text = None
    for claim in claims:
        if claim.holds(facts):
            text = claim.text(facts)
            if text and len(text) <= most:
                return text
    if text is None:
        raise LookupError("no claim holds: the last one of a group must hold for every spec")
    return text


def has_go_live_ahead(facts: ClaimFacts) -> bool:
    """Tell whether go-live has a date that is not before the spec's own."""
    go_live = facts.spec.timeline.go_live
    return go_live is not None and go_live >= facts.spec.date


def has_gone_live(facts: ClaimFacts) -> bool:
    """Tell whether the integration is live, and went live before the date of the spec."""
    go_live = facts.spec.timeline.go_live
    return facts.spec.status.value == "live" and go_live is not None and go_live < facts.spec.date


def is_between_two_sides(facts: ClaimFacts) -> bool:
    """Tell whether no third party sends or receives anything, or hosts a connection that an interface uses."""
    if any(item.party for item in facts.spec.interfaces):
        return False
    used = {item.connection for item in facts.spec.interfaces}
    return all(one.hosted_by in {Party.BILLER, Party.VENDOR} for one in facts.spec.connections if one.id in used)


def list_timed_files(spec: Integration) -> tuple[BatchInterface, ...]:
    """Return the files that have a drop-by time, or will have one: others that are sent on demand or once are not."""
    untimed = {Frequency.ON_DEMAND, Frequency.ONCE}
    return tuple(item for item in spec.batch if item.schedule.drop_by or item.schedule.frequency not in untimed)


def every_file_is_acknowledged(facts: ClaimFacts) -> bool:
    """Tell whether there are files, and each has an acknowledgement file."""
    return bool(facts.spec.batch) and all(item.acknowledgement for item in facts.spec.batch)


def every_call_has_a_fallback(facts: ClaimFacts) -> bool:
    """Tell whether there are calls, and each says what happens while the other side is down."""
    return bool(facts.spec.real_time) and all(_has_fallback(item) for item in facts.spec.real_time)


def every_call_is_bounded(facts: ClaimFacts) -> bool:
    """Tell whether each call has a timeout and a second try, beside its fallback."""
    return every_call_has_a_fallback(facts) and all(_is_bounded(item) for item in facts.spec.real_time)


def _has_fallback(item: RealTimeInterface) -> bool:
    return bool(item.fallback.behavior)


def _is_bounded(item: RealTimeInterface) -> bool:
    limited = bool(item.operations) and all(call.timeout_s is not None for call in item.operations)
    return limited and (item.retry.attempts or 0) > 1
