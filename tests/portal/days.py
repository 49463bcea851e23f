"""What happens in a town, in any order."""

import random
from datetime import date, timedelta

from gongkai.publication.models import Record, RelationKind
from gongkai.rules.withdrawal import TABLE as REASONS
from portal.factory import Press, Says


class Days:
    """A town's days in any order: release, correct, withdraw, new edition, rename."""

    def __init__(self, press: Press, seed: int) -> None:
        self.press = press
        press.step = timedelta(hours=7)
        self.chance = random.Random(seed)
        self.public: list[Record] = []
        self.matters = [press.matter() for _ in range(2)]

    def one(self) -> None:
        """Something happens."""
        acts = [self.release] * 3 + [self.correct] * 2 + [self.withdraw, self.around]
        self.chance.choice(acts)()

    def release(self) -> None:
        item = self.chance.choice([None, 0, 1, 2, 3])
        unit = self.chance.randrange(3)
        title = f"第{Record.objects.count()}条<&>"
        self.public.append(
            self.press.publish(
                title, unit=unit, item=item, attachments=self.attachments(), says=self.says()
            )
        )

    def correct(self) -> None:
        if self.public:
            record = self.chance.choice(self.public)
            title = f"更正{self.chance.random()}"
            self.press.correct(
                record, title, attachments=self.attachments(), says=self.says(), note=title
            )

    def withdraw(self) -> None:
        if self.public:
            record = self.public.pop(self.chance.randrange(len(self.public)))
            reason = self.chance.choice(list(REASONS))
            others = list(Record.objects.exclude(pk=record.pk).filter(live_as__gt=""))
            successor = self.chance.choice(others) if others else None
            self.press.withdraw(
                record, reason.code, None if reason.successor == "none" else successor
            )

    def says(self) -> Says:
        """Relations to anything there is, itself and what is withdrawn included; one of two
        matters; perhaps an end with or without a successor.
        """
        known = list(Record.objects.order_by("id"))
        kinds = self.chance.sample(RelationKind.values, self.chance.randrange(3))
        links = [(kind, self.chance.choice(known)) for kind in kinds if known]
        ended = self.chance.random() < 0.3
        return Says(
            links=[*links, (RelationKind.BASED_ON.value, "《条例》", "https://www.gov.cn/")],
            matter=self.chance.choice([None, *self.matters]),
            stage=self.chance.choice(["", "decision", "result"]),
            column=self.chance.choice(["", "institutions", "guide", "village-finance"]),
            theme=self.chance.choice(["", "综合政务\\政务公开", "国防", "自拟主题"]),
            validity=self.chance.choice(["失效", "废止", "已修改"]) if ended else "有效",
            validity_on=date(2026, 3, 1) if ended else None,
            successor=self.chance.choice([None, *known]) if ended else None,
        )

    def around(self) -> None:
        names = [f"事项{self.chance.random()}" for _ in self.press.items]
        acts = [
            lambda: self.press.new_edition(names[: self.chance.randrange(5)]),
            lambda: self.press.rename_field(self.chance.randrange(2), names[1]),
            lambda: self.press.rename_unit(self.chance.randrange(3), names[0]),
            lambda: self.press.seat("member", names[0][:30]),
        ]
        self.chance.choice(acts)()

    def attachments(self) -> list[tuple[str, bytes]]:
        return [
            (f"附件{n}.pdf", b"%PDF" + bytes([self.chance.randrange(4)]))
            for n in range(self.chance.randrange(3))
        ]
