"""The models of all files of a workspace: integrations, the vendor, its process and its guide."""

from golive.support.garbage_collection import freeze_results

# 80 models with 400 fields: without this, a third of the import time is spent on garbage collection.
with freeze_results():
    from golive.schema.integration import Integration
    from golive.schema.organization import ChangeLog, Guide, Organization
    from golive.schema.process import Process

__all__ = ["ChangeLog", "Guide", "Integration", "Organization", "Process"]
