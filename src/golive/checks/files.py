"""Checks on files: folders, names, control totals and acknowledgements."""

from collections.abc import Iterable, Iterator
from typing import Final

from golive.checks.check import Check
from golive.schema import Integration
from golive.schema.connections import HttpsConnection, ObjectStorageConnection, SftpConnection
from golive.schema.interfaces import FORMATS_WITHOUT_RECORDS, BatchInterface
from golive.schema.words import Direction, Phase
from golive.support.problems import PathStep, Problem, report_at
from golive.yaml_io.message_text import format_path, shorten_for_message

_MONEY_WORDS = ("payment", "reversal", "refund", "remittance", "ach return")
_MASK_LETTERS = set("YMDHhmSsN#")
_REGEX_CHARACTERS = set("/\\^$*+?()[]{}|<>% ")


def carries_money(carries: Iterable[str]) -> bool:
    """Return whether the listed contents of an interface move money, in either direction."""
    return any(word in what.lower() for what in carries for word in _MONEY_WORDS)


def iterate_files(spec: Integration) -> Iterator[tuple[tuple[PathStep, ...], BatchInterface]]:
    """Yield each interface that moves files, with its path."""
    for i, one in enumerate(spec.interfaces):
        if isinstance(one, BatchInterface):
            yield ("interfaces", i), one


def folders_are_on_the_server(spec: Integration) -> Iterator[Problem]:
    """The folder of a file is one of its connection's folders, or lies below one."""
    folders = {
        line.id: tuple(folder.path.rstrip("/") for folder in line.folders)
        for line in spec.connections
        if isinstance(line, SftpConnection | HttpsConnection | ObjectStorageConnection)
    }
    for path, one in iterate_files(spec):
        own = (one.folder or "").rstrip("/")
        known = folders.get(one.connection or "") or (own,)
        if own and not any(own == folder or own.startswith(f"{folder}/") for folder in known):
            here = (*path, "folder")
            message = (
                f"`{format_path(here)}` is `{shorten_for_message(own)}`, which is not a folder of `{one.connection}`"
            )
            yield report_at(here, message, f"Folders there: {', '.join(f'`{folder}`' for folder in known)}.")


def files_have_their_own_names(spec: Integration) -> Iterator[Problem]:
    """Two files in one folder never have the same name pattern."""
    seen: dict[tuple[str | None, ...], str] = {}
    for path, one in iterate_files(spec):
        key = (one.connection, one.folder, one.file_name.pattern)
        if all(key) and key in seen:
            here = (*path, "file_name", "pattern")
            yield report_at(here, f"`{format_path(here)}` is the pattern of `{seen[key]}` in the same folder too")
        seen.setdefault(key, one.id)


def file_names_fit_their_pattern(spec: Integration) -> Iterator[Problem]:
    """The example of a file name matches its pattern."""
    for path, one in iterate_files(spec):
        mask, example = one.file_name.pattern or "", one.file_name.example or ""
        if not example or not ("YY" in mask or "NN" in mask) or _REGEX_CHARACTERS & set(mask):
            continue  # not a mask, perhaps a regular expression
        if not _matches_mask(mask, example):
            here = (*path, "file_name", "example")
            yield report_at(
                here,
                f"`{format_path(here)}` is `{shorten_for_message(example)}`, which does not fit "
                f"`{shorten_for_message(mask)}`",
            )


def _matches_mask(mask: str, example: str) -> bool:
    """Return whether a name fits a mask such as `A_YYYYMMDD_NN`: digits for its variable letters, else equal."""
    same = len(mask) == len(example)
    return same and all(m == e or (m in _MASK_LETTERS and e.isdigit()) for m, e in zip(mask, example, strict=True))


def money_is_totalled(spec: Integration) -> Iterator[Problem]:
    """A file that carries payments, reversals or returns has a record count and an amount total."""
    for path, one in iterate_files(spec):
        for key in ("record_count", "amount_total"):
            has_records = one.format not in FORMATS_WITHOUT_RECORDS
            if has_records and getattr(one.controls, key) is None and carries_money(one.carries):
                here = (*path, "controls")
                yield report_at(here, f"`{format_path(here)}` has no `{key}`, and the file carries money")


def money_is_acknowledged(spec: Integration) -> Iterator[Problem]:
    """A file of payments, reversals or returns for the biller is acknowledged."""
    for path, one in iterate_files(spec):
        loaded = one.format not in FORMATS_WITHOUT_RECORDS
        sent = loaded and one.direction is Direction.VENDOR_TO_BILLER and carries_money(one.carries)
        if sent and one.acknowledgement is None:
            yield report_at(path, f"`{format_path(path)}` ({one.id}) has no `acknowledgement`")


def acknowledgements_have_their_own_names(spec: Integration) -> Iterator[Problem]:
    """An acknowledgement has a different name than the file it confirms."""
    for path, one in iterate_files(spec):
        if one.acknowledgement and one.acknowledgement.name and one.acknowledgement.name == one.file_name.pattern:
            here = (*path, "acknowledgement", "name")
            yield report_at(here, f"`{format_path(here)}` is the name of the file itself")


def peaks_are_peaks(spec: Integration) -> Iterator[Problem]:
    """The peak number of records is not below the typical number."""
    for path, one in iterate_files(spec):
        volume = one.volume
        if volume and volume.peak_records is not None and volume.peak_records < volume.typical_records:
            here = (*path, "volume", "peak_records")
            message = (
                f"`{format_path(here)}` is {volume.peak_records}, fewer than {volume.typical_records} on a usual day"
            )
            yield report_at(here, message)


FILE_CHECKS: Final = (
    Check(
        files_have_their_own_names,
        "One file overwrites the other, or is mistaken for it.",
        "Give each file its own prefix, or its own folder.",
    ),
    Check(
        file_names_fit_their_pattern,
        "Jobs pick up files by pattern; a file named like the example would never be picked up.",
        "Correct the example or the pattern.",
        "warning",
    ),
    Check(
        peaks_are_peaks,
        "Jobs and disks are sized by the busiest day.",
        "Swap the two numbers, or correct one.",
    ),
    Check(
        acknowledgements_have_their_own_names,
        "The acknowledgement would be read as the next file, or overwrite it.",
        "Give it another extension, such as `.ack`.",
    ),
    Check(
        folders_are_on_the_server,
        "The file is put where nobody looks for it.",
        "Write one of the connection's folders, or add the folder to the connection.",
        "warning",
    ),
    Check(
        money_is_totalled,
        "A file truncated in transfer posts only part of the day's money, and nobody notices until the bank does.",
        "State where the record count and the amount total are.",
        "warning",
        since=Phase.BUILD,
    ),
    Check(
        money_is_acknowledged,
        "Without an acknowledgement, the vendor learns only from payers that a day was not posted.",
        "Agree on an acknowledgement file, or write the reason into `silence`.",
        "warning",
        since=Phase.SIT,
    ),
)
