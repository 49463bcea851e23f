import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.ledger.together import CreateModels


class Migration(migrations.Migration):
    dependencies = [
        ("foi", "0001_initial"),
        ("organisation", "0001_initial"),
        ("organisation", "__first__"),
        ("publication", "0006_change_note"),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="AnnualReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveIntegerField(verbose_name="年度")),
                        ("issuer", models.CharField(max_length=80, verbose_name="编制单位")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "编制中"), ("done", "已定稿")],
                                default="draft",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("computed", models.JSONField(default=dict)),
                        ("computed_at", models.DateTimeField()),
                        ("previous", models.JSONField(default=dict)),
                        ("overview", models.TextField(blank=True, verbose_name="一、总体情况")),
                        (
                            "problems",
                            models.TextField(blank=True, verbose_name="五、存在的主要问题及改进情况"),
                        ),
                        ("other", models.TextField(blank=True, verbose_name="六、其他需要报告的事项")),
                        ("lock", models.PositiveIntegerField(default=0)),
                        ("made_at", models.DateTimeField()),
                        ("finished_at", models.DateTimeField(null=True)),
                        (
                            "finished_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="annual_reports",
                                to="publication.record",
                            ),
                        ),
                        (
                            "town",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="annual_reports",
                                to="organisation.town",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="annual_reports",
                                to="organisation.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "年度报告",
                        "ordering": ("-year",),
                        "constraints": [
                            models.UniqueConstraint(fields=("town", "year"), name="annual_one_per_year"),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "done"])),
                                name="annual_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("finished_at__isnull", True), ("state", "draft")),
                                    models.Q(
                                        ("finished_at__isnull", False),
                                        ("finished_by__isnull", False),
                                        ("state", "done"),
                                    ),
                                    _connector="OR",
                                ),
                                name="annual_done_says_who",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AnnualEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("table", models.CharField(max_length=12)),
                        ("row", models.CharField(max_length=16)),
                        ("column", models.CharField(max_length=12)),
                        ("number", models.DecimalField(decimal_places=6, max_digits=18)),
                        ("reason", models.CharField(max_length=300, verbose_name="理由或者数据来源")),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="entries",
                                to="foi.annualreport",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "填写的数据",
                        "ordering": ("report_id", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("report", "table", "row", "column"), name="annual_entry_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("number__gte", 0), models.Q(("reason", ""), _negated=True)
                                ),
                                name="annual_entry_whole",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
