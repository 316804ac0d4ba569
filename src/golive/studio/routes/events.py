"""The stream that tells open pages of changes."""

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from golive.studio.state import get_studio


async def stream_events(request: Request) -> Response:
    """Send server-sent events until the page is closed."""
    return StreamingResponse(get_studio(request).events.listen(), media_type="text/event-stream")


ROUTES = [Route("/events", stream_events)]
