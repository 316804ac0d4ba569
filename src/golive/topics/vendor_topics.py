"""The topics of the files that all integrations share: the vendor's data, the guide and the typical process."""

from typing import Final

from golive.topics.topic import Topic, TopicLayout

_VENDOR: Final = "Vendor"

VENDOR_TOPICS: Final[tuple[Topic, ...]] = (
    Topic(
        "vendor",
        "Vendor",
        "The vendor's name, product and support desk.",
        TopicLayout.QUESTIONS,
        ("",),
        _VENDOR,
        "organization",
    ),
    Topic(
        "document-settings",
        "Document settings",
        "How documents write dates and times, on which paper, and which slides the decks have.",
        TopicLayout.QUESTIONS,
        ("formats", "deck", "explainer"),
        _VENDOR,
        "organization",
    ),
    Topic(
        "roles",
        "Roles",
        "What the vendor calls each role, and what it does.",
        TopicLayout.ROWS,
        ("roles[]",),
        _VENDOR,
        "organization",
    ),
    Topic("guide", "Participation guide", "The texts of the guide.", TopicLayout.QUESTIONS, ("",), _VENDOR, "guide"),
    Topic(
        "guide-steps",
        "Steps of the guide",
        "What an implementation team does, in order.",
        TopicLayout.ROWS,
        ("steps[]",),
        _VENDOR,
        "guide",
    ),
    Topic(
        "process",
        "Typical process",
        "How SIT and UAT differ, the same for every integration.",
        TopicLayout.QUESTIONS,
        ("",),
        _VENDOR,
        "process",
    ),
    Topic(
        "process-steps",
        "Steps of the typical process",
        "The steps of an integration, in order, and how long each usually takes.",
        TopicLayout.ROWS,
        ("steps[]",),
        _VENDOR,
        "process",
    ),
    Topic(
        "test-profiles",
        "What SIT and UAT are",
        "The two tests compared.",
        TopicLayout.COLUMNS,
        ("sit", "uat"),
        _VENDOR,
        "process",
    ),
    Topic(
        "severities",
        "Severities",
        "How bad a fault is, and how soon it is answered and fixed.",
        TopicLayout.ROWS,
        ("severities[]",),
        _VENDOR,
        "process",
    ),
    Topic(
        "trade-glossary",
        "Glossary of the trade",
        "Terms that every glossary explains.",
        TopicLayout.ROWS,
        ("glossary[]",),
        _VENDOR,
        "process",
    ),
)
