"""The table of topics: every section of the spec, the vendor's data, the guide and the typical process.

Forms, workbook sheets, the field reference and `golive explain` are made from it. A field belongs to the topic with the
longest path above it, so a new field needs no row here.
"""

from functools import cache
from typing import Final

from golive.topics.integration_topics import INTEGRATION_TOPICS
from golive.topics.topic import FILE_MODELS, Topic
from golive.topics.vendor_topics import VENDOR_TOPICS

TOPICS: Final[tuple[Topic, ...]] = (*INTEGRATION_TOPICS, *VENDOR_TOPICS)


@cache
def list_topics(file_kind: str = "integration") -> tuple[Topic, ...]:
    """Return the topics of a kind of file, in the order in which they are shown.

    Raises:
        KeyError: there is no such kind of file.
    """
    FILE_MODELS[file_kind]
    return tuple(topic for topic in TOPICS if topic.file_kind == file_kind)
