"""
The addresses of signing in. Names with ``account_``, ``mfa_`` and ``openid_connect_`` are allauth's own.

Only these of allauth's pages exist: no sign-up, no e-mail, no password reset by mail.
"""

from django.urls import URLPattern, path, re_path

from motcua.web.ui.sign_in import second_factor as second
from motcua.web.ui.sign_in import views

vneid = r"^accounts/(?P<provider_id>vneid)/login/"

urlpatterns: list[URLPattern] = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("signed-out/", views.signed_out, name="signed_out"),
    path("staff/sign-in/", views.StaffSignIn.as_view(), name="account_login"),
    path("staff/second-factor/", second.demand, name="second_factor"),
    path("accounts/inactive/", views.inactive, name="account_inactive"),
    path("accounts/password/", second.for_staff(views.Password.as_view()), name="account_change_password"),
    re_path(vneid + "$", views.to_vneid, name="openid_connect_login"),
    re_path(vneid + "callback/$", views.from_vneid, name="openid_connect_callback"),
    path("accounts/code/", second.Authenticate.as_view(), name="mfa_authenticate"),
    path(
        "accounts/again/", second.for_staff(second.AgainByPassword.as_view()), name="account_reauthenticate"
    ),
    path("accounts/again/code/", second.for_staff(second.AgainByCode.as_view()), name="mfa_reauthenticate"),
    path(
        "accounts/again/key/",
        second.for_staff(second.AgainByKey.as_view()),
        name="mfa_reauthenticate_webauthn",
    ),
    path("accounts/factors/", second.for_staff(second.Index.as_view()), name="mfa_index"),
    path("accounts/factors/keys/", second.for_staff(second.Index.as_view()), name="mfa_list_webauthn"),
    path("accounts/factors/app/", second.for_staff(second.AddApp.as_view()), name="mfa_activate_totp"),
    path(
        "accounts/factors/app/remove/",
        second.for_staff(second.RemoveApp.as_view()),
        name="mfa_deactivate_totp",
    ),
    path("accounts/factors/keys/add/", second.for_staff(second.AddKey.as_view()), name="mfa_add_webauthn"),
    path(
        "accounts/factors/keys/<int:pk>/remove/",
        second.for_staff(second.RemoveKey.as_view()),
        name="mfa_remove_webauthn",
    ),
    path(
        "accounts/factors/codes/",
        second.for_staff(second.RecoveryCodes.as_view()),
        name="mfa_view_recovery_codes",
    ),
    path(
        "accounts/factors/codes/new/",
        second.for_staff(second.NewRecoveryCodes.as_view()),
        name="mfa_generate_recovery_codes",
    ),
]
