"""Security headers of every answer of the office."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)


class SecurityHeadersMiddleware:
    """Adds a strict content policy; nothing inline, nothing from elsewhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers added."""
        response = self.get_response(request)
        # A page with an inline import map names its nonce; everything else stays as strict.
        nonce = getattr(response, "csp_nonce", "")
        style = getattr(response, "csp_style", "")
        policy = _POLICY.replace("script-src 'self'", f"script-src 'self' 'nonce-{nonce}'")
        policy = policy.replace("style-src 'self'", f"style-src 'self' {style}".rstrip())
        response.headers.setdefault("Content-Security-Policy", policy if nonce else _POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        return response
