"""Copybooks written from the public descriptions of each construct, with positions computed by hand."""

# ruff: noqa: RUF005 - records are easier to read in rows

from typing import NamedTuple


class Copybook(NamedTuple):
    """A copybook, and the fields of each record layout that it makes: name, first byte, bytes."""

    name: str
    text: str
    layouts: dict[str, list[tuple[str, int, int]]]


COPYBOOKS = [
    Copybook(
        "display: characters, digits, an implied point and a sign take a byte for each character, and no more",
        """
       01  BILL-REC.
           05  ACCT-NO        PIC X(10).
           05  CYCLE          PIC 99.
           05  AMOUNT-DUE     PIC S9(7)V99.
           05  FILLER         PIC X(4).
           05  NAME           PIC A(3)X(2).
        """,
        {"bill-rec": [("ACCT-NO", 1, 10), ("CYCLE", 11, 2), ("AMOUNT-DUE", 13, 9), ("FILLER", 22, 4), ("NAME", 26, 5)]},
    ),
    Copybook(
        "COMP-3: two digits in a byte, the sign in the last half byte",
        """
       01  P.
           05  A  PIC S9(7)V99 COMP-3.
           05  B  PIC 9(4) COMPUTATIONAL-3.
           05  C  PIC S9 PACKED-DECIMAL.
           05  D  PIC X.
           05  E  PIC S9(10) USAGE IS COMP-3.
        """,
        {"p": [("A", 1, 5), ("B", 6, 3), ("C", 9, 1), ("D", 10, 1), ("E", 11, 6)]},
    ),
    Copybook(
        "COMP: 2 bytes to 4 digits, 4 bytes to 9, 8 bytes to 18",
        """
       01  B.
           05  A  PIC S9(4) COMP.
           05  B  PIC 9(5) BINARY.
           05  C  PIC S9(9) COMP-4.
           05  D  PIC S9(10) COMP-5.
           05  E  PIC 9(18) COMP.
           05  F  COMP-1.
           05  G  COMP-2.
           05  H  PIC X.
        """,
        {
            "b": [("A", 1, 2), ("B", 3, 4), ("C", 7, 4), ("D", 11, 8), ("E", 19, 8), ("F", 27, 4), ("G", 31, 8)]
            + [("H", 39, 1)]
        },
    ),
    Copybook(
        "SIGN SEPARATE: the sign has a byte of its own, in front or behind, also when a group says so",
        """
       01  S.
           05  A  PIC S9(5) SIGN IS TRAILING SEPARATE CHARACTER.
           05  B  PIC S9(3)V99 SIGN LEADING SEPARATE.
           05  C  PIC S9(3) SIGN LEADING.
           05  D  PIC 9(3).
           05  G  SIGN TRAILING SEPARATE.
               10  H  PIC S9(2).
               10  I  PIC 9(2).
        """,
        {"s": [("A", 1, 6), ("B", 7, 6), ("C", 13, 3), ("D", 16, 3), ("H", 19, 3), ("I", 22, 2)]},
    ),
    Copybook(
        "REDEFINES of groups: one layout for each, the shorter one filled up",
        """
       01  TRAN.
           05  TYPE-CD        PIC X.
           05  PAY-DATA.
               10  PAY-AMT    PIC 9(9).
               10  PAY-DATE   PIC 9(8).
           05  ADJ-DATA REDEFINES PAY-DATA.
               10  ADJ-CODE   PIC X(3).
               10  ADJ-AMT    PIC 9(9).
           05  SEQ            PIC 9(3).
        """,
        {
            "tran": [("TYPE-CD", 1, 1), ("PAY-AMT", 2, 9), ("PAY-DATE", 11, 8), ("SEQ", 19, 3)],
            "tran-adj-data": [
                ("TYPE-CD", 1, 1),
                ("ADJ-CODE", 2, 3),
                ("ADJ-AMT", 5, 9),
                ("FILLER", 14, 5),
                ("SEQ", 19, 3),
            ],
        },
    ),
    Copybook(
        "REDEFINES of a redefinition, and one that is longer than what it redefines",
        """
       01  R.
           05  A           PIC X(4).
           05  B REDEFINES A PIC 9(4).
           05  C REDEFINES A.
               10  C1      PIC X(6).
           05  Z           PIC X.
        """,
        {
            "r": [("A", 1, 4), ("FILLER", 5, 2), ("Z", 7, 1)],
            "r-b": [("B", 1, 4), ("FILLER", 5, 2), ("Z", 7, 1)],
            "r-c": [("C1", 1, 6), ("Z", 7, 1)],
        },
    ),
    Copybook(
        "OCCURS: every entry of a table, and of a table in a table",
        """
       01  T.
           05  RATE OCCURS 3 TIMES PIC 9(2).
           05  ROW OCCURS 2 TIMES INDEXED BY IX.
               10  KEY-CD    PIC X.
               10  CELL-AMT  OCCURS 2 PIC 9(3).
           05  LAST-CD PIC X.
        """,
        {
            "t": [("RATE-1", 1, 2), ("RATE-2", 3, 2), ("RATE-3", 5, 2)]
            + [("KEY-CD-1", 7, 1), ("CELL-AMT-1-1", 8, 3), ("CELL-AMT-1-2", 11, 3)]
            + [("KEY-CD-2", 14, 1), ("CELL-AMT-2-1", 15, 3), ("CELL-AMT-2-2", 18, 3), ("LAST-CD", 21, 1)]
        },
    ),
    Copybook(
        "OCCURS DEPENDING ON: one layout for each number of entries",
        """
       01  D.
           05  N             PIC 9.
           05  LINE-X OCCURS 0 TO 2 TIMES DEPENDING ON N.
               10  LINE-AMT  PIC 9(5).
           05  TAIL-CD       PIC X.
        """,
        {
            "d-line-x-0": [("N", 1, 1), ("TAIL-CD", 2, 1)],
            "d-line-x-1": [("N", 1, 1), ("LINE-AMT-1", 2, 5), ("TAIL-CD", 7, 1)],
            "d-line-x-2": [("N", 1, 1), ("LINE-AMT-1", 2, 5), ("LINE-AMT-2", 7, 5), ("TAIL-CD", 12, 1)],
        },
    ),
    Copybook(
        "level 88 takes no storage",
        """
       01  L.
           05  STATUS-CD  PIC X.
               88  ACTIVE VALUE 'A'.
               88  CLOSED VALUES ARE 'C' 'X'.
           05  GRADE      PIC 99.
               88  LOW-GRADE VALUE 1 THRU 5.
           05  Z          PIC X.
        """,
        {"l": [("STATUS-CD", 1, 1), ("GRADE", 2, 2), ("Z", 4, 1)]},
    ),
    Copybook(
        "fixed format: sequence numbers, comments, identification and a literal that goes on on the next line",
        """000100* THE HEADER OF THE FILE                                          BILLS001
000200 01  HDR-REC.                                                     BILLS001
000300     05  TITLE-TX  PIC X(37) VALUE 'RIVERTON WATER DISTRICT, ACCOUBILLS001
000400-    'NT FILE'.                                                   BILLS001
000500     05  REST-CD   PIC                                            BILLS001
000600         X(5).                                                    BILLS001
""",
        {"hdr-rec": [("TITLE-TX", 1, 37), ("REST-CD", 38, 5)]},
    ),
    Copybook(
        "free format: from the first column, with comments to the end of the line",
        """*> the account file
01 ACCT.
  05 ID-NO pic x(10). *> never reused
  05 BAL pic s9(7)v99 comp-3.
  05 filler pic x(3) value spaces.
""",
        {"acct": [("ID-NO", 1, 10), ("BAL", 11, 5), ("FILLER", 16, 3)]},
    ),
    Copybook(
        "several records under one file description, and edited pictures",
        """
       FD  BILL-FILE RECORD CONTAINS 20 CHARACTERS.
       01  HEADER-REC.
           05  H-TYPE   PIC X(2) VALUE 'HD'.
           05  H-DATE   PIC X(8).
       01  TRAILER-REC.
           05  T-TYPE   PIC X(2) VALUE 'TR'.
           05  T-COUNT  PIC Z(6)9.
           05  T-AMT    PIC ZZZ,ZZ9.99CR.
           05  T-FREE   PIC X(3)/X(2).
        """,
        {
            "header-rec": [("H-TYPE", 1, 2), ("H-DATE", 3, 8)],
            "trailer-rec": [("T-TYPE", 1, 2), ("T-COUNT", 3, 7), ("T-AMT", 10, 12), ("T-FREE", 22, 6)],
        },
    ),
    Copybook(
        "groups with usage, scaling positions, and items without a name",
        """
       01  U.
           03  G COMP-3.
               05  A  PIC S9(3).
               05  B  PIC S9(4).
           03  PIC X(2).
           03  C  PIC 9(3)P(2).
           03  D  PIC VPP9(2).
           03  E  PIC N(3).
        """,
        {"u": [("A", 1, 2), ("B", 3, 3), ("FILLER", 6, 2), ("C", 8, 3), ("D", 11, 2), ("E", 13, 6)]},
    ),
    Copybook(
        "level numbers need not be consecutive, 66 and 77 are no fields of the record, and items may stand alone",
        """
       01  V.
           02  A.
               15  B  PIC X.
               15  C.
                   49  D  PIC X(2).
           02  E  PIC X(3).
           66  BC RENAMES B THRU C.
       77  COUNTER PIC 9(3).
        """,
        {"v": [("B", 1, 1), ("D", 2, 2), ("E", 4, 3)], "counter": [("COUNTER", 1, 3)]},
    ),
]
