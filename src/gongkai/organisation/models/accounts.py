"""Accounts and their roles."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q, QuerySet

from gongkai.organisation.prepared import Given, prepared


class Role(models.TextChoices):
    """What a person does in the loop. The last three are administrators and exclude each other.

    GB/T 22239-2019 8.1.5 wants system, security and audit administration in different hands.
    """

    LIAISON = "liaison", "联络员"
    HANDLER = "handler", "承办人"
    REVIEWER = "reviewer", "审查人员"
    LEADER = "leader", "主管领导"
    OFFICE = "office", "党政办公室"
    VILLAGE = "village", "村（居）民委员会"
    SECRECY = "secrecy", "保密工作机构"
    EVALUATOR = "evaluator", "第三方评估"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


class AdminRole(models.TextChoices):
    """The three separated administrators."""

    SYSTEM = Role.SYSTEM_ADMIN.value, "系统管理员"
    SECURITY = Role.SECURITY_ADMIN.value, "安全管理员"
    AUDIT = Role.AUDIT_ADMIN.value, "审计管理员"


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; no account is a superuser."""

    def get(self, *args: Any, **kwargs: Any) -> "Account":
        """See Django. By its key alone, as every request asks, an account comes with its unit,
        town and roles.
        """
        # The managers of relations (unit.accounts) are of a class below, and ask within theirs.
        if type(self) is not AccountManager or args or set(kwargs) != {"pk"}:
            return super().get(*args, **kwargs)
        found = _by_key(self.model._meta.pk.to_python(kwargs["pk"]))
        if not found:
            raise self.model.DoesNotExist
        account: Account = found[0]
        account.keep_roles(row.held for row in found)
        return account

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Account":
        """Make an account with a hashed password."""
        account = self.model(username=self.model.normalize_username(username), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A person's access. Belongs to one unit, so to one town."""

    username = models.CharField(
        "用户名",
        max_length=60,
        unique=True,
        error_messages={"unique": "这个用户名已经有人使用，请换一个。"},
    )
    name = models.CharField("姓名", max_length=40)
    email = models.EmailField("电子邮箱", blank=True)
    unit = models.ForeignKey(
        "organisation.Unit", verbose_name="单位", on_delete=models.PROTECT, related_name="accounts"
    )
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "账号"
        ordering = ("unit_id", "id")

    def __str__(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        """The name that pages show."""
        return self.name

    @property
    def role_set(self) -> frozenset[str]:
        """The roles of this account, read once per object."""
        if not hasattr(self, "_role_set"):
            self.keep_roles(role for (role,) in _roles(self.pk))
        return self._role_set

    def keep_roles(self, held: Iterable[str | None]) -> None:
        """Take these, just read, as the roles; None is no role."""
        self._role_set = frozenset(role for role in held if role)

    def forget_roles(self) -> None:
        """Read the roles again at the next question (after a grant or withdrawal)."""
        if hasattr(self, "_role_set"):
            del self._role_set


class RoleGrant(models.Model):
    """An account holds a role."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField("角色", max_length=20, choices=Role.choices)
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "角色授予"
        constraints = [
            models.UniqueConstraint(fields=["account", "role"], name="role_once_per_account"),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(role__in=AdminRole.values),
                name="role_one_administrator",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role}"


@prepared
def _by_key(key: Given) -> QuerySet[Any]:
    """One row for each role, and one where there is none."""
    held = Account.objects.annotate(held=F("role_grants__role"))
    return held.select_related("unit__town").filter(pk=key)


@prepared
def _roles(account: Given) -> QuerySet[RoleGrant, tuple[str]]:
    return RoleGrant.objects.filter(account_id=account).values_list("role")
