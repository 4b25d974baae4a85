"""The forms of signing in: allauth's, in our words and without hints inside the fields."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.contrib.auth.password_validation import password_validators_help_text_html

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "size": "12"}
NEW = "Nytt lösenord"


class OurWords:
    """Labels as we write them; a placeholder vanishes when it is needed, so there is none."""

    labels: ClassVar[dict[str, str]] = {}
    hints: ClassVar[dict[str, str]] = {}
    attributes: ClassVar[dict[str, dict[str, str]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = getattr(self, "fields", {})
        for name, field in fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, field.help_text)
            field.widget.attrs.update(self.attributes.get(name, {}))


class SignIn(OurWords, account.LoginForm):  # type: ignore[misc]
    labels: ClassVar = {"login": "E-post", "password": "Lösenord"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)


class ForgottenPassword(OurWords, account.ResetPasswordForm):  # type: ignore[misc]
    labels: ClassVar = {"email": "E-post"}


class NewPassword(OurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    labels: ClassVar = {"password1": NEW, "password2": "Nytt lösenord igen"}
    hints: ClassVar = {"password1": password_validators_help_text_html()}


class ChangedPassword(OurWords, account.ChangePasswordForm):  # type: ignore[misc]
    labels: ClassVar = {
        "oldpassword": "Nuvarande lösenord",
        "password1": NEW,
        "password2": "Nytt lösenord igen",
    }
    hints: ClassVar = {"password1": password_validators_help_text_html()}


class FirstPassword(OurWords, account.SetPasswordForm):  # type: ignore[misc]
    labels: ClassVar = {"password1": "Lösenord", "password2": "Lösenord igen"}
    hints: ClassVar = {"password1": password_validators_help_text_html()}


class PasswordAgain(OurWords, account.ReauthenticateForm):  # type: ignore[misc]
    labels: ClassVar = {"password": "Lösenord"}


class SecondStep(OurWords, mfa.AuthenticateForm):  # type: ignore[misc]
    labels: ClassVar = {"code": "Kod"}
    attributes: ClassVar = {"code": CODE}


class SecondStepAgain(OurWords, mfa.ReauthenticateForm):  # type: ignore[misc]
    labels: ClassVar = {"code": "Kod från appen"}
    attributes: ClassVar = {"code": CODE}


class ActivateApp(OurWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    labels: ClassVar = {"code": "Kod från appen"}
    attributes: ClassVar = {"code": CODE}


class AddKey(OurWords, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    labels: ClassVar = {"name": "Nyckelns namn", "passwordless": "Logga in med bara den här nyckeln, utan lösenord"}
    hints: ClassVar = {
        "name": "Så att du känner igen den, till exempel ”Arbetstelefonen”.",
        "passwordless": "Nyckeln måste då skyddas av fingeravtryck, ansikte eller pinkod.",
    }


class RenameKey(OurWords, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    labels: ClassVar = {"name": "Nyckelns namn"}
