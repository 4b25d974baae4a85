"""The account: signing in under /konto/, and the own page; no account is made by its owner."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.urls import URLPattern, URLResolver, include, path, re_path

from insyn.base.views import drafts
from insyn.people.gates import signed_in
from insyn.people.views import appearance, calendar, demo, letters, me

own = [
    path("", me.me, name="me"),
    path("hem/", me.home, name="home"),
    path("inloggningar/<int:pk>/avslut/", me.session_end, name="session_end"),
    path("prova/<int:pk>/", demo.demo_sign_in, name="demo_sign_in"),
    path("utseende/", appearance.appearance, name="appearance"),
    path("kalenderadress/", calendar.calendar_renewal, name="calendar_renewal"),
    path("brev/", letters.letters, name="letters"),
    path("utkast/", signed_in(drafts.draft), name="draft"),
    path("utkast/kastat/", signed_in(drafts.draft_thrown), name="draft_thrown"),
]

# The names are allauth's own, which its views redirect to; the addresses are ours.
signing_in = [
    path("logga-in/", account.login, name="account_login"),
    path("logga-ut/", account.logout, name="account_logout"),
    path("avstangt/", account.account_inactive, name="account_inactive"),
    path("bli-medlem/", account.signup, name="account_signup"),
    path("bekrafta/", account.reauthenticate, name="account_reauthenticate"),
    path("losenord/", account.password_change, name="account_change_password"),
    path("losenord/valj/", account.password_set, name="account_set_password"),
    path("losenord/glomt/", account.password_reset, name="account_reset_password"),
    path("losenord/glomt/skickat/", account.password_reset_done, name="account_reset_password_done"),
    path("losenord/nytt/klart/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^losenord/nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("inloggningar/", sessions.list_usersessions, name="usersessions_list"),
]

second_factor = [
    path("", mfa.index, name="mfa_index"),
    path("logga-in/", mfa.authenticate, name="mfa_authenticate"),
    path("bekrafta/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("app/", totp.activate_totp, name="mfa_activate_totp"),
    path("app/ta-bort/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("reservkoder/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("reservkoder/nya/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("reservkoder/hamta/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("nycklar/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("nycklar/ny/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("nycklar/bekrafta/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("nycklar/logga-in/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("nycklar/<int:pk>/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("nycklar/<int:pk>/ta-bort/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((own, "people"))),
    path("", include(signing_in)),
    path("tvasteg/", include(second_factor)),
]
