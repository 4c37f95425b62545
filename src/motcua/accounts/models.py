"""People, businesses, and their ways in."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.standing_in import HelpConsent as HelpConsent
from motcua.accounts.standing_in import Mandate as Mandate


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, username: str, password: str | None = None, *, full_name: str = "", email: str = ""
    ) -> "User":
        user = self.model(username=username, full_name=full_name, email=email)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A way in. What it may do follows from the person or the posts behind it, never from the account."""

    username = models.CharField(max_length=100, unique=True)
    full_name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    password_is_temporary = models.BooleanField(
        default=False, db_default=False, help_text="Given by somebody else: to be replaced before any work"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.username


class Gender(models.TextChoices):
    MALE = "male", _("Nam")
    FEMALE = "female", _("Nữ")
    UNKNOWN = "", _("Chưa rõ")


class Person(models.Model):
    """
    A human being who deals with the offices, with or without an account.

    ``birth_date`` is ISO 8601 to the precision known: ``1956``, ``1956-03`` or ``1956-03-15``.
    ``identity_number`` has 12 digits (Law on Identity 26/2023/QH15) or, on old papers, 9.
    """

    user = models.OneToOneField(User, models.PROTECT, null=True, blank=True, related_name="person")
    full_name = models.CharField(max_length=200)
    birth_date = models.CharField(max_length=10, blank=True)
    gender = models.CharField(max_length=6, choices=Gender.choices, blank=True)
    identity_number = models.CharField(max_length=12, blank=True)
    ethnicity = models.CharField(max_length=60, blank=True)
    nationality = models.CharField(max_length=60, blank=True, default="Việt Nam")
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=400, blank=True)
    verified_at = models.DateTimeField(null=True, help_text="When the identity provider last vouched")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["identity_number"],
                condition=~Q(identity_number=""),
                name="person_identity_number_once",
            ),
            models.CheckConstraint(
                name="person_identity_number_has_9_or_12_digits",
                condition=Q(identity_number="") | Q(identity_number__regex=r"^(\d{9}|\d{12})$"),
            ),
            models.CheckConstraint(
                name="person_birth_date_is_partial_iso",
                condition=Q(birth_date="") | Q(birth_date__regex=r"^\d{4}(-\d{2}(-\d{2})?)?$"),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class Business(models.Model):
    """A business, which files through its legal representative."""

    name = models.CharField(max_length=300)
    tax_code = models.CharField(max_length=14, unique=True)
    address = models.CharField(max_length=400, blank=True)
    representative = models.ForeignKey(Person, models.PROTECT, related_name="represents")
    verified_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="business_tax_code_has_10_or_13_digits",
                condition=Q(tax_code__regex=r"^(\d{10}(-\d{3})?|\d{12})$"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class ApiToken(models.Model):
    """A key to the API. Only its SHA-256 is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=40))
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.user})"
