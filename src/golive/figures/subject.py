"""Define the input of all figures."""

from msgspec import Struct

from golive.schema import Integration, Organization, Process
from golive.support.problems import TemplateError, make_problem
from golive.weekly_status.report import WeeklyStatus


class FigureSubject(Struct, frozen=True):
    """The vendor, the typical process and, except in the guide, one integration, in status reports with its status."""

    organization: Organization
    process: Process
    spec: Integration | None = None
    status: WeeklyStatus | None = None

    def require_spec(self) -> Integration:
        """Return the integration, for figures that show one.

        Raises:
            TemplateError: the document is not about an integration.
        """
        if self.spec is None:
            raise TemplateError(
                make_problem("this figure shows an integration, and this document has none", "Leave the figure out.")
            )
        return self.spec
