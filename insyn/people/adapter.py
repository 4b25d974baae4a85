"""How signing in differs from allauth's own: nobody makes an account for oneself."""

import base64
import hashlib
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest

from insyn.people.second_factor import is_demanded

FIRST_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator, with roles; see the access pages."""

    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "E-postadressen eller lösenordet stämmer inte. Kontrollera båda och försök igen.",
        "incorrect_code": "Koden stämmer inte. Skriv den kod som appen visar just nu.",
        "incorrect_password": "Lösenordet stämmer inte.",
        "enter_current_password": "Skriv det lösenord du har nu.",
        "too_many_login_attempts": "För många misslyckade försök. Vänta några minuter och försök sedan igen.",
        "rate_limited": "För många försök. Vänta några minuter och försök sedan igen.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Names this installation on the passkey, keeps secrets unreadable, and the last step where one is demanded."""

    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "Du behöver ett andra steg. Lägg till ett annat innan du tar bort det här.",
        "cannot_generate_recovery_codes": "Lägg till en app eller en nyckel innan du gör reservkoder.",
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_rp_entity()
        return entity | {"name": f"Insyn, {settings.MUNICIPALITY}"}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if not is_demanded(context.request) or authenticator.type not in FIRST_STEPS:
            return True
        others = Authenticator.objects.filter(user=authenticator.user, type__in=FIRST_STEPS)
        return bool(others.exclude(pk=authenticator.pk).exists())

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    """Keys from the installation's secret, old ones too, so that a copy of the database alone gives no codes."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (hashlib.blake2b(str(key).encode(), digest_size=32, person=b"insyn second").digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
