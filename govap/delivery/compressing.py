from django.middleware.gzip import GZipMiddleware


class PageCompressionMiddleware(GZipMiddleware):
    """Compresses pages and no files: those are compressed already, and a part of one that a phone asked for would no
    longer be the part that its header names."""

    def process_response(self, request, response):
        return response if response.streaming else super().process_response(request, response)
