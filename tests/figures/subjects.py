"""Subjects to draw: small, usual and huge."""

from tests.figures.samples import (
    make_activity,
    make_connection,
    make_gate,
    make_interface,
    make_minimal,
    make_subject,
    make_timeline,
)

from golive.figures.subject import FigureSubject

_SETTLEMENT = {
    "bank": "First Example Bank",
    "account": "···· 1234",
    "ach_window": "Third window, 4:45 PM ET",
    "funding": "Next business day",
    "returns": "By file",
    "reconciliation": "To the cent.",
}
_NAMES = (
    ("Customer and account extract", True, True, "c-0"),
    ("Bill presentment file", True, True, "c-0"),
    ("Payment posting file", True, False, "c-0"),
    ("Lockbox remittance", True, True, "c-0"),
    ("ACH returns and notices of change", True, False, "c-0"),
    ("Account and balance lookup", False, True, "c-1"),
    ("Payment notification", False, False, "c-1"),
    ("Autopay and paperless enrolment", False, False, "c-2"),
)


def make_typical() -> FigureSubject:
    """Return an integration with eight interfaces over three connections, and a plan of thirteen activities."""
    plan = make_timeline(
        [
            make_activity(1, "Discovery sessions", "discovery", (0, 2)),
            make_activity(2, "Business and technical design", "design", (3, 16)),
            make_activity(3, "Connectivity: SFTP, keys and allow-lists", "build", (10, 24)),
            make_activity(4, "Account extract and bill file", "build", (17, 45)),
            make_activity(5, "Payment posting", "build", (24, 52)),
            make_activity(6, "Lookup and enrolment services", "build", (20, 50)),
            make_activity(7, "SIT cycle 1", "sit", (53, 66)),
            make_activity(8, "SIT cycle 2 and regression", "sit", (67, 80)),
            make_activity(9, "Walkthrough for billing and finance", "uat", (81, 84)),
            make_activity(10, "UAT", "uat", (85, 108)),
            make_activity(11, "Readiness and penny test", "go-live", (109, 114)),
            make_activity(12, "Go-live", "go-live", (115, 115)),
            make_activity(13, "Hypercare", "go-live", (116, 136)),
        ],
        [
            make_gate(1, "Design signed off", 16),
            make_gate(2, "Build complete", 52),
            make_gate(3, "SIT exit", 80),
            make_gate(4, "UAT accepted", 108),
            make_gate(5, "Go / no-go", 113),
        ],
        115,
        [(86, 91)],
    )
    connections = [
        make_connection(0, "sftp", "Managed file server"),
        make_connection(1, "soap", "CIS web service"),
        make_connection(2, "rest", "Enrolment API"),
    ]
    interfaces = [
        make_interface(n, name, batch=b, to_vendor=v, connection=c) for n, (name, b, v, c) in enumerate(_NAMES)
    ]
    least = make_minimal().spec
    assert least is not None
    scope = {"included": ["x"], "channels": ["web", "mobile", "ivr", "autopay"], "tenders": ["ach", "card", "wallet"]}
    return make_subject(
        timeline=plan, connections=connections, interfaces=interfaces, settlement=_SETTLEMENT, scope=scope
    )


def make_huge(
    name: str, interfaces: int = 60, connections: int = 30, activities: int = 60, gates: int = 20
) -> FigureSubject:
    """Return an integration with as much as a spec may hold; its names are the given text, numbered."""
    kinds = ("sftp", "rest", "soap")
    lines = [make_connection(n, kinds[n % 3], f"{name} {n}") for n in range(connections)]
    made = []
    for n in range(interfaces):
        c = n % connections
        batch = kinds[c % 3] == "sftp"
        made.append(make_interface(n, f"{name} {n}"[-60:], batch=batch, to_vendor=n // 2 % 2 == 0, connection=f"c-{c}"))
    tracks = ("discovery", "design", "build", "sit", "uat", "go-live")
    bars = [
        make_activity(n, f"{name} {n}"[-80:], tracks[n * 6 // activities], (n * 3, n * 3 + 9))
        for n in range(activities)
    ]
    marks = [make_gate(n, f"{name} {n}"[-60:], n * 9) for n in range(gates)]
    plan = make_timeline(bars, marks, activities * 3, [(n * 20, n * 20 + 4) for n in range(8)])
    return make_subject(timeline=plan, connections=lines, interfaces=made, settlement=_SETTLEMENT)
