"""Roles, and the three administrators in different hands (GB/T 22239-2019 8.1.5)."""

from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Account, AdminRole, Role, RoleGrant
from gongkai.organisation.refusals import Invalid, NotAllowedNow


@action("organisation.grant_role")
def grant_role(act: Act, account: Account, role: Role | str, *, why: str = "") -> RoleGrant:
    """Give an account a role.

    System, security and audit administrators exclude each other and every role of the daily
    business, so that nobody checks themselves. Raises Invalid on ``role``, NotAllowedNow for a
    closed account.
    """
    act.permit(account.unit)
    wanted = _known(role)
    now = _locked(account)
    held = _roles(now)
    if not now.is_active:
        raise NotAllowedNow(f"{account.name}的账号已经停用，不能授予角色。")
    _check_separation(account, wanted, held)
    grant = RoleGrant.objects.create(account=account, role=wanted)
    account.forget_roles()
    act.record(
        account,
        unit=account.unit,
        before={"roles": sorted(held)},
        after={"roles": sorted({*held, wanted.value})},
        why=why.strip(),
    )
    return grant


@action("organisation.withdraw_role")
def withdraw_role(act: Act, account: Account, role: Role | str, *, why: str = "") -> None:
    """Take a role from an account.

    Raises Invalid on ``role`` if it is not held, NotAllowedNow for the last security
    administrator of a town.
    """
    act.permit(account.unit)
    wanted = _known(role)
    held = _roles(_locked(account))
    if wanted.value not in held:
        raise Invalid({"role": f"{account.name}没有“{wanted.label}”角色。"})
    if wanted is Role.SECURITY_ADMIN:
        check_not_last_security_admin(account)
    RoleGrant.objects.filter(account=account, role=wanted).delete()
    account.forget_roles()
    act.record(
        account,
        unit=account.unit,
        before={"roles": sorted(held)},
        after={"roles": sorted(held - {wanted.value})},
        why=why.strip(),
    )


def check_not_last_security_admin(account: Account) -> None:
    """Refuse to leave a town without anybody who can administer accounts."""
    grants = RoleGrant.objects.select_for_update(of=("self",)).filter(
        role=Role.SECURITY_ADMIN,
        account__unit__town_id=account.unit.town_id,
        account__is_active=True,
    )
    holders = set(grants.values_list("account_id", flat=True))
    if holders == {account.pk}:
        raise NotAllowedNow(
            f"{account.name}是本镇街唯一的安全管理员。请先给另一个账号授予这个角色。"
        )


def _known(role: Role | str) -> Role:
    try:
        return Role(role)
    except ValueError:
        raise Invalid({"role": f"没有名为“{role}”的角色。"}) from None


def _locked(account: Account) -> Account:
    """The account as it is now, its row locked so that two grants follow each other."""
    return Account.objects.select_for_update().get(pk=account.pk)


def _roles(account: Account) -> frozenset[str]:
    return frozenset(RoleGrant.objects.filter(account=account).values_list("role", flat=True))


def _check_separation(account: Account, wanted: Role, held: frozenset[str]) -> None:
    if wanted.value in held:
        raise Invalid({"role": f"{account.name}已有“{wanted.label}”角色。"})
    administrators = held & set(AdminRole.values)
    if administrators:
        has = Role(next(iter(administrators))).label
        raise Invalid(
            {
                "role": f"{account.name}是{has}。系统、安全、审计管理员必须由不同的人担任，"
                f"也不能兼任其他角色。请另建账号，或先收回“{has}”。"
            }
        )
    if wanted.value in AdminRole.values and held:
        names = "、".join(sorted(Role(name).label for name in held))
        raise Invalid(
            {"role": f"{account.name}已有“{names}”角色，不能再担任{wanted.label}。请另建账号。"}
        )
