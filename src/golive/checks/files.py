"""Files: where they lie, what they are called, and how money in them is counted."""

from collections.abc import Iterable, Iterator
from typing import Final

from golive.checks.check import Check
from golive.checks.finding import Finding
from golive.schema import Integration
from golive.schema.connections import SftpConnection
from golive.schema.interfaces import BatchInterface
from golive.schema.words import Direction, Phase
from golive.support.problems import Step
from golive.yaml_io.naming import name_of, shorten

_MONEY = ("payment", "reversal", "refund", "remittance", "ach return")
_VARIABLE = set("YMDHhmSsN#")
_PATTERN = set("/\\^$*+?()[]{}|<>% ")


def carries_money(carries: Iterable[str]) -> bool:
    """Whether what an interface carries moves money, or moves it back."""
    return any(word in what.lower() for what in carries for word in _MONEY)


def _files(spec: Integration) -> Iterator[tuple[tuple[Step, ...], BatchInterface]]:
    for i, one in enumerate(spec.interfaces):
        if isinstance(one, BatchInterface):
            yield ("interfaces", i), one


def folders_are_on_the_server(spec: Integration) -> Iterator[Finding]:
    """The folder of a file is one of its connection's folders, or lies below one."""
    folders = {
        line.id: tuple(folder.path.rstrip("/") for folder in line.folders)
        for line in spec.connections
        if isinstance(line, SftpConnection)
    }
    for path, one in _files(spec):
        own = (one.folder or "").rstrip("/")
        known = folders.get(one.connection or "") or (own,)
        if own and not any(own == folder or own.startswith(f"{folder}/") for folder in known):
            here = (*path, "folder")
            message = f"`{name_of(here)}` is `{shorten(own)}`, no folder of `{one.connection}`"
            yield Finding(here, message, f"Folders there: {', '.join(f'`{folder}`' for folder in known)}.")


def files_have_their_own_names(spec: Integration) -> Iterator[Finding]:
    """Two files in one folder never have the same name pattern."""
    seen: dict[tuple[str | None, ...], str] = {}
    for path, one in _files(spec):
        key = (one.connection, one.folder, one.file_name.pattern)
        if all(key) and key in seen:
            here = (*path, "file_name", "pattern")
            yield Finding(here, f"`{name_of(here)}` is the pattern of `{seen[key]}` in the same folder too")
        seen.setdefault(key, one.id)


def file_names_fit_their_pattern(spec: Integration) -> Iterator[Finding]:
    """The example of a file name is one that its pattern allows."""
    for path, one in _files(spec):
        mask, example = one.file_name.pattern or "", one.file_name.example or ""
        if not example or not ("YY" in mask or "NN" in mask) or _PATTERN & set(mask):
            continue  # written in some other way, a regular expression perhaps
        if not _fits(mask, example):
            here = (*path, "file_name", "example")
            yield Finding(here, f"`{name_of(here)}` is `{shorten(example)}`, which does not fit `{shorten(mask)}`")


def _fits(mask: str, example: str) -> bool:
    """Whether a name has digits, or the same letters, where a mask such as `A_YYYYMMDD_NN` has variable parts."""
    same = len(mask) == len(example)
    return same and all(m == e or (m in _VARIABLE and e.isdigit()) for m, e in zip(mask, example, strict=True))


def money_is_totalled(spec: Integration) -> Iterator[Finding]:
    """A file that carries payments, reversals or returns has a record count and an amount total."""
    for path, one in _files(spec):
        for key in ("record_count", "amount_total"):
            if getattr(one.controls, key) is None and carries_money(one.carries):
                here = (*path, "controls")
                yield Finding(here, f"`{name_of(here)}` has no `{key}`, and the file carries money")


def money_is_acknowledged(spec: Integration) -> Iterator[Finding]:
    """A file of payments, reversals or returns for the biller is acknowledged."""
    for path, one in _files(spec):
        sent = one.direction is Direction.VENDOR_TO_BILLER and carries_money(one.carries)
        if sent and one.acknowledgement is None:
            yield Finding(path, f"`{name_of(path)}` ({one.id}) has no `acknowledgement`")


def acknowledgements_have_their_own_names(spec: Integration) -> Iterator[Finding]:
    """An acknowledgement is not called like the file that it confirms."""
    for path, one in _files(spec):
        if one.acknowledgement is not None and one.acknowledgement.name == one.file_name.pattern:
            here = (*path, "acknowledgement", "name")
            yield Finding(here, f"`{name_of(here)}` is the name of the file itself")


def peaks_are_peaks(spec: Integration) -> Iterator[Finding]:
    """The busiest day brings no fewer records than a usual one."""
    for path, one in _files(spec):
        volume = one.volume
        if volume and volume.peak_records is not None and volume.peak_records < volume.typical_records:
            here = (*path, "volume", "peak_records")
            message = f"`{name_of(here)}` is {volume.peak_records}, fewer than {volume.typical_records} on a usual day"
            yield Finding(here, message)


FILES: Final = (
    Check(
        files_have_their_own_names,
        "One file overwrites the other, or is taken for it.",
        "Give each file its own prefix, or its own folder.",
    ),
    Check(
        file_names_fit_their_pattern,
        "A job picks files up by the pattern; one named like the example would lie there for ever.",
        "Mend the example or the pattern.",
        "warning",
    ),
    Check(
        peaks_are_peaks,
        "Jobs and disks are sized by the busiest day.",
        "Swap the two numbers, or mend one.",
    ),
    Check(
        acknowledgements_have_their_own_names,
        "The acknowledgement would be read as the next file, or overwrite it.",
        "Give it another ending, such as `.ack`.",
    ),
    Check(
        folders_are_on_the_server,
        "The file is put where nobody looks.",
        "Write one of the connection's folders, or add the folder to the connection.",
        "warning",
    ),
    Check(
        money_is_totalled,
        "A file that was cut off on the way posts a part of the day's money, and nobody notices before the bank does.",
        "Say where record count and amount total stand.",
        "warning",
        since=Phase.BUILD,
    ),
    Check(
        money_is_acknowledged,
        "Without an acknowledgement the vendor learns from angry payers that a day was not posted.",
        "Agree on an acknowledgement file, or write the reason into `silence`.",
        "warning",
        since=Phase.SIT,
    ),
)
