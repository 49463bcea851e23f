"""``gongkai ledger verify``: is the ledger whole?"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from gongkai.ledger.checks import run_checks
from gongkai.ledger.models import LedgerEntry


class Command(BaseCommand):
    """Recompute every chain and ask each package whether its facts agree with the ledger."""

    help = "核验台账：重算每条记录的摘要，并核对已发布内容与审查登记"

    def add_arguments(self, parser: CommandParser) -> None:
        """``verify`` and ``--json``."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verify_parser = verbs.add_parser("verify", help="核验")
        verify_parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was found; exit 1 on any fault."""
        faults = list(run_checks())
        count = LedgerEntry.objects.count()
        if options["json"]:
            found = [{"chain": f.chain, "number": f.number, "what": f.what} for f in faults]
            print(json.dumps({"entries": count, "faults": found}, ensure_ascii=False))
        else:
            for fault in faults:
                print(f"{fault.chain} 第{fault.number}号: {fault.what}")
            print(f"共核验{count}条记录，" + (f"发现{len(faults)}处问题" if faults else "全部相符"))
        if faults:
            raise SystemExit(1)
