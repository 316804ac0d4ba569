"""The models of everything a workspace holds: an integration, the vendor, its process and its guide."""

from golive.support.garbage_collection import freeze_results

# 80 models with 400 fields, and most of pydantic: a third of the time would go into looking for garbage among them.
with freeze_results():
    from golive.schema.integration import Integration
    from golive.schema.organization import ChangeLog, Guide, Organization
    from golive.schema.process import Process

__all__ = ["ChangeLog", "Guide", "Integration", "Organization", "Process"]
