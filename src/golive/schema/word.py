"""Base class for closed lists of words: `value` is the word in YAML, `label` the text in documents."""

import re
from datetime import time
from enum import StrEnum

from golive.schema.value_text import format_time
from golive.translation import find_phrase

_TIME = re.compile(r"\{(\d\d:\d\d)\}")
# Only labels that are neither in the table of phrases nor follow from the value by rule ("real-time" becomes "Real
# time"); times of day are in braces.
_LABELS = {
    "ach": "ACH",
    "american-express": "American Express",
    "api": "API",
    "api-key": "API key",
    "azure": "Azure Blob Storage",
    "bai2": "BAI2",
    "business-daily": "Every business day",
    "cis": "CIS",
    "crlf": "CR LF",
    "daily": "Every day",
    "dataflow": "Data flow",
    "email": "E-mail",
    "edi-820": "EDI 820",
    "en": "English",
    "en-CA": "English (Canada)",
    "en-GB": "English (United Kingdom)",
    "en-US": "English (United States)",
    "es": "Spanish",
    "glance": "At a glance",
    "google": "Google Cloud Storage",
    "https": "HTTPS",
    "iframe-biller": "Entered in an iframe on a biller page",
    "iframe-vendor": "Entered in an iframe served by the vendor",
    "iso": "ISO",
    "ivr": "Phone (IVR)",
    "json": "JSON",
    "lf": "LF",
    "monthly": "Every month",
    "mutual-tls": "Mutual TLS",
    "nacha": "NACHA",
    "oidc": "OpenID Connect",
    "oci": "OCI Object Storage",
    "oauth-client": "OAuth client",
    "oauth-client-credentials": "OAuth 2.0 client credentials",
    "pdf": "PDF",
    "portal": "Portal download",
    "party-to-vendor": "Other party to vendor",
    "pgp": "PGP",
    "next-file": "Included in the next file",
    "no-items": "No items",
    "pre-authenticated-request": "Pre-authenticated request",
    "raci": "Who does what",
    "redirect": "Entered on vendor pages (redirect)",
    "request-response": "Request and response",
    "rest": "REST",
    "federal-reserve": "Federal Reserve (banks)",
    "fixed-width": "Fixed-width",
    "s3": "Amazon S3",
    "saml-2.0": "SAML 2.0",
    "same-day-1": "First same-day window: in by {10:30} ET, settled at {13:00} ET",
    "same-day-2": "Second same-day window: in by {14:45} ET, settled at {17:00} ET",
    "same-day-3": "Third same-day window: in by {16:45} ET, settled at {18:00} ET",
    "sent": "File sent as usual",
    "sftp": "SFTP",
    "sit-vs-uat": "SIT and UAT",
    "soap": "SOAP",
    "ssh": "SSH",
    "ssh-key": "SSH key",
    "tls-certificate": "TLS certificate",
    "us-federal": "US federal",
    "vendor-to-party": "Vendor to other party",
    "username-token": "WS-Security UsernameToken",
    "weasyprint": "WeasyPrint",
    "weekly": "Every week",
    "xml": "XML",
}


class Word(StrEnum):
    """A member of a closed list."""

    @property
    def label(self) -> str:
        """The label in documents: "Biller to vendor"."""
        return format_word(self.value)


def format_word(word: str) -> str:
    """Return the label in documents of a word that belongs to no list: "SFTP" for `sftp`."""
    label = find_phrase(f"word.{word}") or _LABELS.get(word, word[:1].upper() + word[1:].replace("-", " "))
    return _TIME.sub(lambda found: format_time(time.fromisoformat(found[1])), label) if "{" in label else label
