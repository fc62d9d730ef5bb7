import ipaddress

from django.conf import settings


def client_address(request) -> str | None:
    """The browser's address, as the outermost trusted proxy saw it. What a client writes itself is never believed."""
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    proxies = settings.TRUSTED_PROXIES
    if proxies and len(forwarded) >= proxies and is_address(forwarded[-proxies]):
        return forwarded[-proxies]
    remote = request.META.get("REMOTE_ADDR", "")
    return remote if is_address(remote) else None


def is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def site_address() -> str:
    """The site's own address, as far as a program that no request asked can know it: "https://govap.example.vn"."""
    host = next((host.lstrip(".") for host in settings.ALLOWED_HOSTS if host.strip(".*")), "localhost")
    return f"{'http' if settings.INSECURE_HTTP else 'https'}://{host}"
