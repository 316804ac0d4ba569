"""Closed lists of words used in specs."""

from golive.schema.word import Word


class Phase(Word):
    """How far an integration has come."""

    DISCOVERY = "discovery"
    DESIGN = "design"
    BUILD = "build"
    SIT = "sit"
    UAT = "uat"
    LIVE = "live"


class Track(Word):
    """Which part of the plan an activity belongs to."""

    DISCOVERY = "discovery"
    DESIGN = "design"
    BUILD = "build"
    SIT = "sit"
    UAT = "uat"
    GO_LIVE = "go-live"


class Party(Word):
    """Who: one of the sides of an integration."""

    BILLER = "biller"
    VENDOR = "vendor"
    BANK = "bank"
    PARTNER = "partner"


class PartyRole(Word):
    """What a company beside the biller and the vendor does."""

    BANK = "bank"
    PRINT_VENDOR = "print-vendor"
    FORMER_VENDOR = "former-vendor"
    PROCESSOR = "processor"
    LOCKBOX = "lockbox"
    OTHER = "other"


class Responsible(Word):
    """Who answers for a security control."""

    BILLER = "biller"
    VENDOR = "vendor"
    SHARED = "shared"


class BillerKind(Word):
    """What kind of organization the biller is."""

    UTILITY = "utility"
    CITY = "city"
    COUNTY = "county"
    INSURER = "insurer"
    SCHOOL = "school"
    SPECIAL_DISTRICT = "special-district"
    OTHER = "other"

    @property
    def is_public(self) -> bool:
        """Whether such a biller is a public entity."""
        return self in {BillerKind.CITY, BillerKind.COUNTY, BillerKind.SCHOOL, BillerKind.SPECIAL_DISTRICT}


class RoleName(Word):
    """The roles of an integration project."""

    INTEGRATION_MANAGER = "integration-manager"
    SOLUTIONS_ENGINEER = "solutions-engineer"
    PROJECT_MANAGER = "project-manager"
    IMPLEMENTATION_MANAGER = "implementation-manager"
    TECHNICAL_CONTACT = "technical-contact"
    BUSINESS_OWNER = "business-owner"
    BILLING_LEAD = "billing-lead"
    FINANCE_LEAD = "finance-lead"
    SECURITY_LEAD = "security-lead"
    TEST_LEAD = "test-lead"
    OPERATIONS = "operations"
    SUPPORT = "support"
    SPONSOR = "sponsor"
    BANK_CONTACT = "bank-contact"


class Channel(Word):
    """Where a payer pays."""

    WEB = "web"
    MOBILE = "mobile"
    IVR = "ivr"
    TEXT = "text"
    AGENT = "agent"
    AUTOPAY = "autopay"
    LOCKBOX = "lockbox"
    BANK_BILL_PAY = "bank-bill-pay"
    KIOSK = "kiosk"


class Tender(Word):
    """What a payer pays with."""

    ACH = "ach"
    CARD = "card"
    WALLET = "wallet"
    CHECK = "check"
    CASH = "cash"

    @property
    def is_card(self) -> bool:
        """Whether the number of a card is taken."""
        return self in {Tender.CARD, Tender.WALLET}


class CardBrand(Word):
    """Whose cards payers may use."""

    VISA = "visa"
    MASTERCARD = "mastercard"
    DISCOVER = "discover"
    AMERICAN_EXPRESS = "american-express"


class FeePayer(Word):
    """Who pays the fee of a payment."""

    PAYER = "payer"
    BILLER = "biller"
    VENDOR = "vendor"


class StageKind(Word):
    """What kind of stage a go-live has."""

    PILOT = "pilot"
    WAVE = "wave"


class NoticeChannel(Word):
    """How payers are told something."""

    BILL_INSERT = "bill-insert"
    BILL_MESSAGE = "bill-message"
    EMAIL = "email"
    LETTER = "letter"
    TEXT_MESSAGE = "text-message"
    PHONE_CALL = "phone-call"
    PHONE_GREETING = "phone-greeting"
    WEB_BANNER = "web-banner"
    SOCIAL_MEDIA = "social-media"
    PRESS = "press"
    IN_PERSON = "in-person"


class Direction(Word):
    """Which way the data moves."""

    BILLER_TO_VENDOR = "biller-to-vendor"
    VENDOR_TO_BILLER = "vendor-to-biller"
    PARTY_TO_VENDOR = "party-to-vendor"
    VENDOR_TO_PARTY = "vendor-to-party"


class FileFormat(Word):
    """How a file is laid out."""

    FIXED_WIDTH = "fixed-width"
    DELIMITED = "delimited"
    NACHA = "nacha"
    BAI2 = "bai2"
    EDI_820 = "edi-820"
    XML = "xml"
    JSON = "json"
    PDF = "pdf"
    IMAGES = "images"
    SPREADSHEET = "spreadsheet"


class ObjectStore(Word):
    """Whose object storage holds files."""

    S3 = "s3"
    OCI = "oci"
    AZURE = "azure"
    GOOGLE = "google"
    OTHER = "other"


class Frequency(Word):
    """How often a file moves."""

    BUSINESS_DAILY = "business-daily"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    ON_DEMAND = "on-demand"
    ONCE = "once"


class LoadKind(Word):
    """What a load of a migration is for."""

    MOCK = "mock"
    FINAL = "final"
    DELTA = "delta"


class SignOnProtocol(Word):
    """How two sides trust each other about a user."""

    SAML = "saml-2.0"
    OIDC = "oidc"


class LineEnding(Word):
    """What ends a line of a file."""

    LF = "lf"
    CRLF = "crlf"
    NONE = "none"


class RecordKind(Word):
    """What part a record plays in its file."""

    HEADER = "header"
    DETAIL = "detail"
    ADDENDA = "addenda"
    TRAILER = "trailer"


class FieldType(Word):
    """What a field holds."""

    ALPHANUMERIC = "alphanumeric"
    NUMERIC = "numeric"
    AMOUNT = "amount"
    DATE = "date"
    TIME = "time"
    TIMESTAMP = "timestamp"
    CODE = "code"
    BOOLEAN = "boolean"
    OBJECT = "object"
    LIST = "list"
    FILLER = "filler"


class Need(Word):
    """Whether a field must be filled."""

    MANDATORY = "mandatory"
    CONDITIONAL = "conditional"
    OPTIONAL = "optional"


class KeyKind(Word):
    """What a key or certificate is."""

    SSH = "ssh"
    PGP = "pgp"
    TLS_CERTIFICATE = "tls-certificate"
    OAUTH_CLIENT = "oauth-client"
    API_KEY = "api-key"
    SIGNING = "signing"


class CardCapture(Word):
    """Where a payer types a card number."""

    REDIRECT = "redirect"
    IFRAME_VENDOR = "iframe-vendor"
    IFRAME_BILLER = "iframe-biller"
    NONE = "none"


class Level(Word):
    """How likely, or how bad."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class TestKind(Word):
    """What a test case tries."""

    __test__ = False  # not a test for pytest
    HAPPY_PATH = "happy-path"
    NEGATIVE = "negative"
    RECOVERY = "recovery"
    VOLUME = "volume"
    RECONCILIATION = "reconciliation"


class TestOutcome(Word):
    """How a test case ended."""

    __test__ = False  # not a test for pytest
    PASSED = "passed"
    FAILED = "failed"
    BLOCKED = "blocked"
