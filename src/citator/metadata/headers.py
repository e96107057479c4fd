"""What a static host should send with the files: security headers, for Netlify or Cloudflare and for nginx."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from citator.metadata.redirects import nginx_rewrites
from citator.model.publication import Library, Publication

# The site loads nothing from elsewhere and runs no script of its own in a page; Pagefind's index is WebAssembly.
POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
_MEDIA_TYPES = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
}
_TEXT = "; charset=utf-8"
_UNKNOWN = {"epub": "application/epub+zip"}
"""What nginx would send as plain text."""


def policy_tags(library: Library) -> Iterator[str]:
    """Yield the policy as an element of the head, where the library asks for it."""
    if library.policy:
        yield f'<meta http-equiv="Content-Security-Policy" content="{content_security_policy(in_page=True)}">'


def content_security_policy(*, in_page: bool = False) -> str:
    """Return the policy; ``in_page`` leaves out what a ``<meta>`` element may not say."""
    return "; ".join(f"{name} {value}" for name, value in POLICY.items() if not (in_page and name == "frame-ancestors"))


def _security() -> dict[str, str]:
    return {
        "Content-Security-Policy": content_security_policy(),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }


def headers_file() -> str:
    """Return a ``_headers`` file for Netlify, Cloudflare Pages and their like."""
    lines = ["/*", *(f"  {name}: {value}" for name, value in _security().items())]
    for suffix, media_type in _MEDIA_TYPES.items():
        lines += [f"/*.{suffix}", f"  Content-Type: {media_type}{_TEXT}"]
    lines += ["/*/linkset.json", "  Content-Type: application/linkset+json"]
    return "\n".join(lines) + "\n"


def nginx_snippet(publications: Iterable[Publication] = (), site_url: str | None = None) -> str:
    """Return the same for nginx, to be included in a ``server`` block, and the ways from former addresses."""
    base = urlsplit(site_url or "").path.rstrip("/")
    lines = [f'add_header {name} "{value}" always;' for name, value in _security().items()]
    lines += ["location ~ /linkset\\.json$ { default_type application/linkset+json; types { } }"]
    lines += [
        f'location ~ \\.{suffix}$ {{ default_type "{media_type}"; types {{ }} }}'
        for suffix, media_type in {**{name: kind + _TEXT for name, kind in _MEDIA_TYPES.items()}, **_UNKNOWN}.items()
    ]
    lines += nginx_rewrites(publications, base)
    lines += ["charset utf-8;", f"error_page 404 {base}/404.html;"]
    return "\n".join(lines) + "\n"
