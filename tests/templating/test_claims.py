"""Documents assert nothing that the spec does not say: a test checks every claim, and a person read every phrase."""

import ast
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import Environment
from tests.examples import examples as draws
from tests.generated.gaps import add_gaps
from tests.generated.profile import SpecProfile
from tests.generated.specs import ROOT, generate_tree

from golive.pipeline.build import OUTPUTS, render_markdown_text
from golive.planning.schedule import fill_plan_dates
from golive.project.project import IntegrationProject
from golive.project.workspace import open_workspace
from golive.schema import Integration, Organization, Process
from golive.schema.interfaces import BatchInterface
from golive.schema.realtime import Fallback
from golive.schema.words import CardCapture, Direction, Frequency, Level, Party, Phase, Tender
from golive.templating.claims import Claim, ClaimFacts, always
from golive.templating.titles.title_groups import TITLES
from golive.translation.english import ENGLISH
from golive.translation.spanish import SPANISH
from golive.yaml_io.load import load, load_text

TEMPLATING: Final = ROOT / "src" / "golive" / "templating"
NEUTRAL_FILE: Final = Path(__file__).parent / "neutral_phrases.txt"
_WORD: Final = re.compile(r"[A-Za-z'’]{2,}")
_KEY: Final = re.compile(r"[a-z_-]+")
_LEAST_WORDS: Final = 3
DAY: Final = r"\d{1,2} \w{3} \d{4}|\w{3} \d{1,2}, \d{4}"
TIME: Final = r"\d{1,2}:\d\d(?: [AP]M)?"

# --- 1. every fixed phrase is in the list of those that someone read and found to be true of every spec


def iterate_template_phrases() -> Iterator[str]:
    environment = Environment(trim_blocks=True, lstrip_blocks=True, autoescape=False)
    for path in sorted((ROOT / "templates").rglob("*.j2")):
        for _, token, text in environment.lex(path.read_text()):
            if token == "data":
                for line in text.split("\n"):
                    yield from re.split(r"\s*\|\s*", re.sub(r"\{[^}]*\}?", "", line))
            elif token == "string":
                yield text.strip("'\"")


def iterate_code_phrases() -> Iterator[str]:
    """Yield the text constants of the modules that make phrases, without docstrings and error messages."""
    names = (
        "phrases",
        "claims",
        "grouped_rules",
        "compared_tests",
        "case_results",
        "hard_stops_table",
        "slip_table",
        "open_items_table",
        "changes_table",
        "approvals_table",
        "raci",
        "open_values",
        "fact_tables",
    )
    yield from (*ENGLISH.values(), *SPANISH.values())
    modules = [*(TEMPLATING / f"{name}.py" for name in names), *sorted((TEMPLATING / "titles").glob("*_titles.py"))]
    assert len(modules) > len(names)
    for module in modules:
        tree = ast.parse(module.read_text())
        ignored = {id(part) for node in ast.walk(tree) if isinstance(node, ast.Raise) for part in ast.walk(node)}
        ignored |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in ignored:
                yield node.value


def normalize(phrase: str) -> str:
    return " ".join(phrase.split()).strip(" -#*:.,;|")


def collect_fixed_phrases() -> set[str]:
    found = map(normalize, (*iterate_template_phrases(), *iterate_code_phrases()))
    return {phrase for phrase in found if len(_WORD.findall(phrase)) >= _LEAST_WORDS and not _KEY.fullmatch(phrase)}


def test_every_fixed_phrase_was_read_and_is_true_of_every_spec_or_is_a_claim() -> None:
    listed = [line for line in NEUTRAL_FILE.read_text().splitlines() if line and not line.startswith("# ")]
    found = collect_fixed_phrases()

    assert len(found) > 100
    assert sorted(found - set(listed)) == [], "read them: true of every spec? Else make a claim of it in `titles`"
    assert sorted(set(listed) - found) == [], "these are no longer printed"


# --- 2. every claim is checked against an oracle of its own

Oracle = Callable[[Integration, re.Match[str]], bool]


def _list_drop_by_times(spec: Integration) -> list[time | None]:
    return [item.schedule.drop_by for item in spec.batch]


def _list_frequencies(spec: Integration) -> set[Any]:
    return {item.schedule.frequency for item in spec.batch}


def _list_hosts(spec: Integration) -> set[Party]:
    used = [item.connection for item in spec.interfaces]
    return {line.hosted_by for line in spec.connections if line.id in used}


def _count_high(spec: Integration, name: str) -> int:
    return [getattr(risk, name) for risk in spec.risks].count(Level.HIGH)


NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def _parse_number(word: str) -> int:
    return NUMBERS.index(word.lower()) if word.lower() in NUMBERS else int(word.replace(",", ""))


ORACLES: Final[Mapping[str, tuple[str, Oracle]]] = {
    "live-since": (
        "have been live since",
        lambda spec, _: spec.status is Phase.LIVE and (spec.timeline.go_live or date.max) < spec.date,
    ),
    "go-live-ahead": (
        rf" go live on ({DAY})",
        lambda spec, _: spec.timeline.go_live is not None and spec.timeline.go_live >= spec.date,
    ),
    "parties-connected": (
        r"^## .* connects? .*key=dataflow",
        lambda spec, said: (
            not any(item.party for item in spec.interfaces)
            or all(
                one.box_name.split()[0] in said[0]
                for one in spec.parties
                if one.id in {i.party for i in spec.interfaces}
            )
        ),
    ),
    "systems-connected": (
        r"^## (?:\S+ files?|\S+ real-time interfaces?).* connects? .*key=dataflow",
        lambda spec, _: (
            _list_hosts(spec) <= {Party.BILLER, Party.VENDOR} or any(item.party for item in spec.interfaces)
        ),
    ),
    "sides-connected": (
        r"^## (?:\S+ files?|\S+ real-time interfaces?).* connects? .*key=dataflow",
        lambda spec, _: (
            _list_hosts(spec) <= {Party.BILLER, Party.VENDOR} or any(item.party for item in spec.interfaces)
        ),
    ),
    "both-ways": (
        r" (?:goes|go) to .*; .* (?:comes|come) back",
        lambda spec, _: len({item.direction for item in spec.interfaces}) == 2 and Party.BANK not in _list_hosts(spec),
    ),
    "volumes": (
        r"^## .*\d.* \{key=volumes",
        lambda spec, _: (
            (spec.volumes.accounts, spec.volumes.bills_per_month, spec.volumes.payments_per_month) != (None, None, None)
        ),
    ),
    "formats-and-layouts": (
        r"^## (\S+) files? in (\S+) formats?, with",
        lambda spec, said: (
            all(item.records or not item.has_records for item in spec.batch)
            and _parse_number(said[1]) == len(spec.batch)
            and _parse_number(said[2]) == len({item.format for item in spec.batch})
            and None not in {item.format for item in spec.batch}
        ),
    ),
    "layouts-missing": (
        r"^## .* in \S+ formats?; ",
        lambda spec, _: (
            None not in {item.format for item in spec.batch}
            and not all(item.records or not item.has_records for item in spec.batch)
        ),
    ),
    "cut-off-and-file": (
        "Cut-off is .*; the file is due",
        lambda spec, _: (
            len(spec.batch) == 1 and None not in (spec.batch[0].schedule.cut_off, *_list_drop_by_times(spec))
        ),
    ),
    "file-due": (
        r"^## The file is due",
        lambda spec, _: len(spec.batch) == 1 and None not in _list_drop_by_times(spec),
    ),
    "one-time-for-all": (
        r"(?:Both|All \S+) files are due by",
        lambda spec, _: (
            len(set(_list_drop_by_times(spec))) == 1 and len(spec.batch) > 1 and None not in _list_drop_by_times(spec)
        ),
    ),
    "files-a-day": (
        rf"(\S+) files a day, due from {TIME}",
        lambda spec, said: (
            _list_frequencies(spec) <= {Frequency.DAILY, Frequency.BUSINESS_DAILY}
            and None not in _list_drop_by_times(spec)
            and _parse_number(said[1]) == len(spec.batch)
        ),
    ),
    "files-due": (
        rf"(\S+) files, due from {TIME}",
        lambda spec, said: None not in _list_drop_by_times(spec) and _parse_number(said[1]) == len(spec.batch),
    ),
    "times-unset": (
        r"First file due by .*; (\S+) times? still to be set",
        lambda spec, said: (
            any(_list_drop_by_times(spec))
            and _parse_number(said[1])
            == sum(
                item.schedule.drop_by is None and item.schedule.frequency not in {Frequency.ON_DEMAND, Frequency.ONCE}
                for item in spec.batch
            )
        ),
    ),
    "no-times": ("The file times? (?:is|are) still to be set", lambda spec, _: not any(_list_drop_by_times(spec))),
    "acknowledged": (
        "Every file is acknowledged",
        lambda spec, _: all(item.acknowledgement for item in spec.batch),
    ),
    "calls-with-fallback": (
        "Every call has a fallback",
        lambda spec, _: all(item.fallback.behavior for item in spec.real_time),
    ),
    "calls-bounded": (
        "Every call has a timeout, a retry rule and a fallback",
        lambda spec, _: all(
            item.fallback.behavior
            and (item.retry.attempts or 0) >= 2
            and item.operations
            and all(call.timeout_s for call in item.operations)
            for item in spec.real_time
        ),
    ),
    "redirect": (
        "Online, card numbers are entered on .* pages",
        lambda spec, _: spec.security.pci.capture is CardCapture.REDIRECT,
    ),
    "vendor-frame": (
        "Online, card numbers are entered in a frame",
        lambda spec, _: spec.security.pci.capture is CardCapture.IFRAME_VENDOR,
    ),
    "biller-frame": (
        "Online, the card form is embedded",
        lambda spec, _: spec.security.pci.capture is CardCapture.IFRAME_BILLER,
    ),
    "no-cards": (
        "No card payments are taken",
        lambda spec, _: spec.security.pci.capture is CardCapture.NONE and Tender.CARD not in spec.scope.tenders,
    ),
    "slipped": (
        rf"go-live is (?:{DAY}), .* (?:late|early)",
        lambda spec, _: spec.timeline.baseline_go_live not in (None, spec.timeline.go_live),
    ),
    "cases": (
        r"([\d,]+) test cases?: ([\d,]+) in SIT and ([\d,]+) in UAT",
        lambda spec, said: (
            (_parse_number(said[2]), _parse_number(said[3]))
            == (len(spec.testing.sit.cases), len(spec.testing.uat.cases))
            and _parse_number(said[1]) == _parse_number(said[2]) + _parse_number(said[3])
        ),
    ),
    "cases-so-far": (
        r"(\S+) test cases? so far, (?:all|it is) in (SIT|UAT)",
        lambda spec, said: (
            _parse_number(said[1]) == len(spec.testing.sit.cases) + len(spec.testing.uat.cases)
            and not (spec.testing.uat if said[2] == "SIT" else spec.testing.sit).cases
        ),
    ),
    "escalation": (
        r"Escalation starts with .*, who answers within",
        lambda spec, said: _get_first_contact(spec) in said[0].replace("\\", ""),
    ),
    "first-contact": (
        r"Escalation starts with .*",
        lambda spec, said: _get_first_contact(spec) in said[0].replace("\\", ""),
    ),
    "high-risks": (
        r"^## (\S+) risks?(?:: |, )with .*|^## (\S+) risks?: .* with .*",
        lambda spec, _: _count_high(spec, "likelihood") + _count_high(spec, "impact") > 0,
    ),
    "scope-limited": ("and what it leaves out", lambda spec, _: bool(spec.scope.excluded)),
    "settled-to": (
        "^## Collected money is settled to (.*) \\{",
        lambda spec, said: bool(
            spec.settlement
            and spec.settlement.bank
            and said[1].replace("\\", "").split()[0] == spec.settlement.bank.split()[0]
        ),
    ),
    "last-decision": (
        rf"^## (\S+) decisions? made, (?:on|the latest on) (?:{DAY}) ",
        lambda spec, said: (
            _parse_number(said[1]) == sum(one.decision is not None for one in spec.decisions)
            and any(one.decided_on for one in spec.decisions if one.decision is not None)
        ),
    ),
    "migration-counted": (
        r"^## ([\d,]+) rows? to migrate, (\S+) loads? planned",
        lambda spec, said: any(
            item.migration
            and (item.migration.rows, len(item.migration.loads)) == (_parse_number(said[1]), _parse_number(said[2]))
            for item in spec.batch
        ),
    ),
    "goals-open": (r"The goals are still to be agreed", lambda spec, _: not spec.goals),
    "open-and-due": (r"still open; (?:first )?answer needed by", lambda *_: True),
    "major-changes": (r"changes? since version \S+; (?!no)", lambda *_: False),
    "minor-changes": (r"changes? since version \S+; no action needed", lambda *_: False),
}
"""By claim: how to find it in a document, and when it is true, said once more and by other means."""

NOT_OF_THE_SPEC: Final = {"open-and-due", "major-changes", "minor-changes"}
"""Claims about open items and changes; tests of their titles try each case."""
NEUTRAL_CLAIMS: Final = {
    "goals",
    "scope",
    "jobs",
    "sign-on",
    "bills",
    "migration",
    "migrated-file",
    "settlement",
    "environments-named",
    "environments",
    "decisions",
    "late-files",
    "systems-exchange",
    "sides-exchange",
    "data-counted",
    "methods",
    "method-names",
    "volumes-open",
    "purpose",
    "name-and-data",
    "name",
    "pair-data",
    "pair-names",
    "pair-count",
    "interface-table",
    "formats-missing",
    "schedule",
    "handling-files",
    "handling-calls",
    "security",
    "sit-and-uat",
    "plan",
    "cases-open",
    "activities",
    "contacts",
    "risks",
    "open",
    "no-changes",
    "next-steps",
}
"""Claims that hold for every spec: a definition, a count, or values as the spec gives them."""


def _get_first_contact(spec: Integration) -> str:
    first = spec.operations.escalation[0].contact
    return next(person.name for person in spec.team if person.id == first).split()[0]


def collect_claims() -> dict[str, Claim]:
    return {claim.id: claim for group in TITLES.values() for claim in group}


def test_every_claim_has_an_oracle_or_holds_for_every_spec() -> None:
    claims = collect_claims()

    assert {name for name, claim in claims.items() if claim.holds is not always} == set(ORACLES)
    assert {name for name, claim in claims.items() if claim.holds is always} == NEUTRAL_CLAIMS
    assert all(group[-1].holds is always for group in TITLES.values())


# --- 3. the law: what generated documents claim is true

Tweak = Callable[[Integration, Random], Integration]


def _change_files(**changes: Any) -> Tweak:
    def tweak(spec: Integration, _random: Random) -> Integration:
        return spec.model_copy(
            update={
                "interfaces": tuple(
                    item.model_copy(update={"schedule": item.schedule.model_copy(update=changes)})
                    if isinstance(item, BatchInterface)
                    else item
                    for item in spec.interfaces
                )
            }
        )

    return tweak


def _change_one_interface(method: str, **changes: Any) -> Tweak:
    """Change one interface of a method, and leave the others."""

    def tweak(spec: Integration, random: Random) -> Integration:
        at = [index for index, item in enumerate(spec.interfaces) if item.method == method]
        if not at:
            return spec
        chosen = random.choice(at)
        changed = spec.interfaces[chosen].model_copy(update=changes)
        return spec.model_copy(
            update={"interfaces": (*spec.interfaces[:chosen], changed, *spec.interfaces[chosen + 1 :])}
        )

    return tweak


def _keep_interfaces(method: str, count: int) -> Tweak:
    def tweak(spec: Integration, _random: Random) -> Integration:
        kept = tuple(item for item in spec.interfaces if item.method == method)[:count]
        return spec.model_copy(update={"interfaces": kept or spec.interfaces})

    return tweak


def _change_part(part: str, **changes: Any) -> Tweak:
    return lambda spec, _: spec.model_copy(update={part: getattr(spec, part).model_copy(update=changes)})


def _change_spec(**changes: Any) -> Tweak:
    return lambda spec, _: spec.model_copy(update=changes)


def _change_card_capture(way: CardCapture | None, *tenders: Tender) -> Tweak:
    def tweak(spec: Integration, _random: Random) -> Integration:
        security = spec.security.model_copy(update={"pci": spec.security.pci.model_copy(update={"capture": way})})
        scope = spec.scope.model_copy(update={"tenders": tenders or spec.scope.tenders})
        return spec.model_copy(update={"security": security, "scope": scope})

    return tweak


def _remove_cases(test: str) -> Tweak:
    def tweak(spec: Integration, _random: Random) -> Integration:
        phase = getattr(spec.testing, test).model_copy(update={"cases": ()})
        return spec.model_copy(update={"testing": spec.testing.model_copy(update={test: phase})})

    return tweak


def _lengthen_lists(spec: Integration, _random: Random) -> Integration:
    carries = ("bills", "mail", *(f"{word} of every possible kind" for word in ("balances", "payments", "images")))
    items = tuple(item.model_copy(update={"carries": carries}) for item in spec.interfaces)
    return spec.model_copy(update={"interfaces": items})


def _unset_one_time(spec: Integration, random: Random) -> Integration:
    files = spec.batch
    if not files:
        return spec
    schedule = random.choice(files).schedule.model_copy(update={"drop_by": None})
    return _change_one_interface("batch", schedule=schedule)(spec, random)


def _move_first_connection_to_bank(spec: Integration, _random: Random) -> Integration:
    return spec.model_copy(
        update={
            "connections": tuple(line.model_copy(update={"hosted_by": Party.BANK}) for line in spec.connections[:1])
            + spec.connections[1:]
        }
    )


def _move_connections_to_vendor(spec: Integration, _random: Random) -> Integration:
    lines = tuple(line.model_copy(update={"hosted_by": Party.VENDOR}) for line in spec.connections)
    return spec.model_copy(update={"connections": lines})


def _rate_risks(level: Level) -> Tweak:
    def tweak(spec: Integration, _random: Random) -> Integration:
        risks = tuple(risk.model_copy(update={"likelihood": level, "impact": level}) for risk in spec.risks)
        return spec.model_copy(update={"risks": risks})

    return tweak


def _slip_go_live(days: int) -> Tweak:
    def tweak(spec: Integration, _random: Random) -> Integration:
        live = spec.date + timedelta(days=30)
        changes = {"go_live": live, "baseline_go_live": live - timedelta(days=days)}
        return spec.model_copy(update={"timeline": spec.timeline.model_copy(update=changes)})

    return tweak


def _pass_go_live(status: Phase) -> Tweak:
    def tweak(spec: Integration, _random: Random) -> Integration:
        timeline = spec.timeline.model_copy(update={"go_live": spec.date - timedelta(days=3), "baseline_go_live": None})
        return spec.model_copy(update={"status": status, "timeline": timeline})

    return tweak


TWEAKS: Final[tuple[Tweak, ...]] = (
    lambda spec, _: spec,
    _change_files(drop_by=time(5, 30)),
    _change_files(drop_by=None),
    _change_files(frequency=Frequency.DAILY),
    _change_files(frequency=Frequency.ON_DEMAND, drop_by=None),
    _unset_one_time,
    _lengthen_lists,
    _change_one_interface("batch", acknowledgement=None),
    _change_one_interface("real-time", fallback=Fallback()),
    _change_one_interface("real-time", operations=()),
    _change_one_interface("batch", records=()),
    _change_one_interface("batch", format=None),
    _keep_interfaces("batch", 1),
    _keep_interfaces("batch", 9),
    _keep_interfaces("real-time", 9),
    _move_first_connection_to_bank,
    _move_connections_to_vendor,
    _rate_risks(Level.HIGH),
    _rate_risks(Level.LOW),
    _slip_go_live(0),
    _slip_go_live(7),
    _pass_go_live(Phase.LIVE),
    _pass_go_live(Phase.UAT),
    _remove_cases("sit"),
    _remove_cases("uat"),
    _change_card_capture(CardCapture.NONE, Tender.ACH),
    _change_card_capture(CardCapture.NONE, Tender.CARD),
    _change_card_capture(CardCapture.REDIRECT),
    _change_card_capture(CardCapture.IFRAME_VENDOR),
    _change_card_capture(CardCapture.IFRAME_BILLER),
    _change_card_capture(None),
    _change_spec(raci=(), goals=()),
    _change_part("operations", escalation=()),
    _change_part("volumes", accounts=None, bills_per_month=None, payments_per_month=None),
)
"""Changes that turn claims true or false."""


def _use_both_directions(spec: Integration, random: Random) -> Integration:
    ways = (Direction.BILLER_TO_VENDOR, Direction.VENDOR_TO_BILLER)
    items = tuple(
        item.model_copy(update={"direction": ways[number % 2], "party": None})
        for number, item in enumerate(spec.interfaces * 2)
    )
    return _move_connections_to_vendor(spec.model_copy(update={"interfaces": items}), random)


def _make_all_files(spec: Integration, _random: Random) -> Integration:
    """Repeat the first file, so that there are several."""
    return spec.model_copy(update={"interfaces": spec.batch[:1] * 3 or spec.interfaces})


RECIPES: Final[tuple[tuple[Tweak, ...], ...]] = (
    (_lengthen_lists, _use_both_directions),
    (_keep_interfaces("batch", 1), _change_files(cut_off=None, drop_by=time(2))),
    (_make_all_files, _change_files(drop_by=time(2), frequency=Frequency.DAILY), _unset_one_time),
)
"""Changes for claims that chance seldom makes."""


@cache
def load_vendor_and_process() -> tuple[Any, Organization, Process]:
    workspace = open_workspace(ROOT)
    return (
        workspace,
        load(workspace.organization_file, Organization).value,
        load(workspace.process_file, Process).value,
    )


def render_text(spec: Integration, *kinds: str) -> str:
    project = IntegrationProject(*load_vendor_and_process(), spec=fill_plan_dates(spec))
    return "\n".join(render_markdown_text(project, row) for row in OUTPUTS if row.kind in kinds)


def find_claims(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for name, (pattern, _) in ORACLES.items():
        for match in re.finditer(pattern, text, re.MULTILINE):
            yield name, match


def find_false_claims(spec: Integration, text: str) -> list[str]:
    return [
        f"{name}: {match[0]}"
        for name, match in find_claims(text)
        if name not in NOT_OF_THE_SPEC and not ORACLES[name][1](spec, match)
    ]


def generate_spec(seed: int, interfaces: int = 3, methods: Any = "both", share: float = 0.0) -> Integration:
    tree = generate_tree(SpecProfile(seed, interfaces=interfaces, methods=methods, filled=0.8))
    tree = add_gaps(tree, Random(seed), share) if share else tree
    return load_text(json.dumps(tree, ensure_ascii=False).encode(), Integration, Path("spec.yaml")).value


@settings(max_examples=draws(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 10**6),
    interfaces=st.integers(1, 8),
    methods=st.sampled_from(("both", "batch", "real-time")),
    share=st.sampled_from((0.0, 0.0, 0.4)),
    tweaks=st.lists(st.sampled_from(TWEAKS), max_size=4),
)
def test_what_a_document_claims_is_true(
    seed: int, interfaces: int, methods: Any, share: float, tweaks: list[Tweak]
) -> None:
    spec = generate_spec(seed, interfaces, methods, share)
    for tweak in tweaks:
        spec = tweak(spec, Random(seed))

    assert find_false_claims(spec, render_text(spec, "deck", "runbook", "explainer")) == []


def test_every_claim_is_made_by_some_spec_and_absent_from_one_where_it_is_false() -> None:
    made: set[str] = set()
    absent: set[str] = set()
    wanted = set(ORACLES) - NOT_OF_THE_SPEC
    recipes = (*RECIPES, *((tweak,) for tweak in TWEAKS))
    # The specs that make the rarest claim come first; when the generator changes, others are found later on.
    for seed in (241, *range(1000)):
        if wanted <= made & absent:
            break
        random = Random(seed)
        if seed < len(recipes):
            spec, tweaks = generate_spec(seed, 5), recipes[seed]
        else:
            spec = generate_spec(seed, 1 + seed % 6, ("both", "batch", "real-time")[seed % 3])
            tweaks = tuple(random.sample(TWEAKS, 3))
        for tweak in tweaks:
            spec = tweak(spec, random)
        text = render_text(spec, "deck")
        here = {name for name, _ in find_claims(text)}
        facts = ClaimFacts(spec, load_vendor_and_process()[1], spec.biller.time_zone_label)
        made |= here
        absent |= {name for name, claim in collect_claims().items() if name not in here and not claim.holds(facts)}

    assert sorted(wanted - made) == []
    assert sorted(wanted - absent) == []
