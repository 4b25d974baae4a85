"""The person who signs in; lies below everything that has a `by`."""

import secrets
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from insyn.base.history import tracked


def new_secret() -> str:
    return secrets.token_urlsafe(24)


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, name: str, password: str | None = None, **fields: object) -> "Person":
        person = self.model(email=email.strip().lower(), name=name, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


@tracked(exclude=["password", "last_login", "calendar_secret"])
class Person(AbstractBaseUser):
    """Somebody with an account: staff, commissioner, politician or a provider's manager."""

    email = models.EmailField("e-post", unique=True)
    name = models.CharField("namn", max_length=200)
    title = models.CharField("titel", max_length=200, blank=True)
    is_active = models.BooleanField("aktiv", default=True)
    calendar_secret = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "personer"
        ordering = ("name",)
        constraints = (models.UniqueConstraint(Lower("email"), name="person_email_unique_any_case"),)

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name
