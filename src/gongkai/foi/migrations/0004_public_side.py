import django.db.models.deletion
from django.db import migrations, models

from gongkai.ledger.together import CreateModels


def identity():
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def town():
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="organisation.town",
    )


class Migration(migrations.Migration):
    dependencies = [("foi", "0003_letters"), ("organisation", "0001_initial")]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="Sending",
                    fields=[
                        ("id", identity()),
                        ("mark", models.CharField(max_length=64)),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sending",
                                to="foi.application",
                            ),
                        ),
                        ("town", town()),
                    ],
                    options={
                        "verbose_name": "网上提交",
                        "constraints": [
                            models.UniqueConstraint(fields=("town", "mark"), name="foi_sent_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Statement",
                    fields=[
                        ("id", identity()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("opinion", "第三方意见"),
                                    ("payment", "缴费情况"),
                                    ("reasons", "说明的理由"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("step", models.PositiveBigIntegerField(default=0)),
                        ("choice", models.CharField(blank=True, max_length=10)),
                        ("words", models.BinaryField(default=b"")),
                        ("on", models.DateField(verbose_name="日期")),
                        ("at", models.DateTimeField()),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="statements",
                                to="foi.application",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "网上说明",
                        "ordering": ("application_id", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("application", "kind", "step"), name="foi_statement_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["opinion", "payment", "reasons"])),
                                name="foi_statement_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Helped",
                    fields=[
                        ("id", identity()),
                        ("day", models.DateField(verbose_name="日期")),
                        ("shown", models.PositiveIntegerField(default=0)),
                        ("opened", models.PositiveIntegerField(default=0)),
                        ("found", models.PositiveIntegerField(default=0)),
                        ("filed", models.PositiveIntegerField(default=0)),
                        ("town", town()),
                    ],
                    options={
                        "verbose_name": "提交前找到公开信息",
                        "constraints": [
                            models.UniqueConstraint(fields=("town", "day"), name="foi_helped_day")
                        ],
                    },
                ),
            ]
        ),
    ]
