"""The guard around Django; what is scheduled before a request, the rest of the tick once the response is sent."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "govap.settings")
django_application = get_wsgi_application()

from govap.delivery.after import AfterResponse  # noqa: E402 - models can be imported only once Django is set up
from govap.delivery.before import BeforeRequest  # noqa: E402
from govap.delivery.guard import Guard  # noqa: E402
from govap.tick import publish_if_due, tick_if_due  # noqa: E402

application = Guard(BeforeRequest(AfterResponse(django_application, tick_if_due), publish_if_due))
