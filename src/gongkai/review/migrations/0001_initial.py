import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.ledger.together import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_initial"),
        ("organisation", "__first__"),
        ("publication", "0001_initial"),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="ReviewSheet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="表号")),
                        ("code", models.CharField(max_length=20, unique=True, verbose_name="核验码")),
                        ("dated", models.DateField(verbose_name="日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "办理中"), ("signed", "已签字"), ("void", "作废")],
                                default="open",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "town",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="review_sheets",
                                to="organisation.town",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="review_sheets",
                                to="organisation.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "信息发布保密审查表",
                        "ordering": ("-id",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("town", "number"), name="sheet_number_per_town"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "signed", "void"])),
                                name="sheet_state_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sequence", models.PositiveIntegerField(verbose_name="序号")),
                        ("title", models.CharField(max_length=200, verbose_name="信息名称")),
                        ("digest", models.CharField(max_length=80)),
                        ("on_website", models.BooleanField(default=True, verbose_name="网站公开")),
                        ("on_request", models.BooleanField(default=False, verbose_name="依申请公开")),
                        ("elsewhere", models.CharField(blank=True, max_length=60, verbose_name="其他")),
                        ("open", models.BooleanField(default=True)),
                        (
                            "void_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="作废原因"),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="review_rows",
                                to="publication.version",
                            ),
                        ),
                        (
                            "sheet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rows",
                                to="review.reviewsheet",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "审查行",
                        "ordering": ("sheet_id", "sequence"),
                        "constraints": [
                            models.UniqueConstraint(fields=("sheet", "sequence"), name="row_sequence"),
                            models.UniqueConstraint(
                                condition=models.Q(("open", True)),
                                fields=("version",),
                                name="row_one_open_per_version",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("on_website", True),
                                    ("on_request", True),
                                    models.Q(("elsewhere", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="row_has_form",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("open", True),
                                    models.Q(("void_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="row_void_has_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SecrecyFinding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("question", models.CharField(max_length=500, verbose_name="不明确之处")),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("may_publish", models.BooleanField(null=True)),
                        ("result", models.TextField(blank=True, verbose_name="书面审查结果")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "row",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="review.reviewrow",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "保密审查结果",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("answered_at__isnull", True)),
                                fields=("row",),
                                name="finding_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answered_at__isnull", True),
                                    models.Q(
                                        ("answered_by__isnull", False),
                                        models.Q(("result", ""), _negated=True),
                                        ("may_publish__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="finding_answer_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Signature",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "seat",
                            models.CharField(
                                choices=[
                                    ("handler", "承办人"),
                                    ("reviewer", "审查人员"),
                                    ("leader", "主管领导"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("name", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("statement", models.TextField()),
                        ("algorithm", models.CharField(max_length=20)),
                        ("key_id", models.CharField(max_length=40)),
                        ("value", models.TextField()),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "sheet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatures",
                                to="review.reviewsheet",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "签字",
                        "ordering": ("sheet_id", "at"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sheet", "seat"), name="signature_one_per_seat"
                            ),
                            models.UniqueConstraint(
                                fields=("sheet", "account"), name="signature_three_different_people"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Opinion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "column",
                            models.CharField(
                                choices=[
                                    ("working_body", "工作机构或者人员审查意见"),
                                    ("leader", "主管领导意见"),
                                ],
                                max_length=14,
                            ),
                        ),
                        (
                            "value",
                            models.CharField(
                                choices=[("agree", "同意"), ("disagree", "不同意"), ("unclear", "不明确")],
                                max_length=10,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                        ("digest", models.CharField(max_length=80)),
                        ("at", models.DateTimeField()),
                        ("current", models.BooleanField(default=True)),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "row",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="opinions",
                                to="review.reviewrow",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "审查意见",
                        "ordering": ("row_id", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("current", True)),
                                fields=("row", "column"),
                                name="opinion_one_current",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("column__in", ["working_body", "leader"]),
                                    ("value__in", ["agree", "disagree", "unclear"]),
                                ),
                                name="opinion_known",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
