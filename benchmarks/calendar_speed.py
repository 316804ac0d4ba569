"""What the calendar adds to `golive check`: its rules on a spec in memory, as a share of loading and checking it.

Processor time of this process, interleaved, medians; the first round, which reads the table of holidays, counts for
`first`. All rules of the calendar together may take 20 % of a check of a sample once the table is read.
"""

import statistics
import time
from pathlib import Path

from golive.checks import run_checks
from golive.checks.cutoff_chains import chains_are_in_order, closed_days_are_covered
from golive.checks.plan import activities_are_known, plan_holds_together
from golive.checks.plan_days import (
    days_of_the_calendar_differ,
    days_of_the_plan_are_business_days,
    past_days_follow_each_other,
    years_of_the_plan_are_known,
)
from golive.planning.schedule import fill_plan_dates
from golive.schema import Integration
from golive.yaml_io.load import load

ROUNDS = 15
ROOT = Path(__file__).resolve().parents[1]
LIMIT = 0.2
RULES = (
    days_of_the_plan_are_business_days,
    days_of_the_calendar_differ,
    years_of_the_plan_are_known,
    past_days_follow_each_other,
    activities_are_known,
    plan_holds_together,
    chains_are_in_order,
    closed_days_are_covered,
)


def main() -> None:
    """Print the medians and the shares."""
    for path in sorted((ROOT / "data" / "integrations").glob("*.yaml")):
        whole, rules = [], []
        for _ in range(ROUNDS + 1):
            start = time.process_time()
            loaded = load(path, Integration)
            run_checks(loaded)
            between = time.process_time()
            spec = loaded.value
            for rule in RULES:
                list(rule(spec))
            fill_plan_dates(spec)
            end = time.process_time()
            whole.append(between - start)
            rules.append(end - between)
        share = statistics.median(rules[1:]) / statistics.median(whole[1:])
        print(
            f"{path.stem:18} check {statistics.median(whole[1:]) * 1000:6.1f} ms,"
            f" calendar {statistics.median(rules[1:]) * 1000:5.1f} ms: {share:.0%}  (limit {LIMIT:.0%})"
        )


if __name__ == "__main__":
    main()
